// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.trace;

import dev.headgate.autoscaler.plant.Scenario;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A recording of what came to a pipeline, read from a CSV file. Immutable.
 *
 * <p>Each row has a second, the records that arrive in each second from then on, and, if the
 * recording knows, the weight of each partition. A row holds until the next one, the last for as
 * long as the shortest. Seconds count from the first row, whatever number it has. Empty lines, what
 * follows a {@code #} at the begin of a line, and a first line without numbers are left out.
 */
public final class TraceFile {

    /** Longest recording: 31 days. */
    public static final int SECONDS_MAX = 31 * 86_400;

    /** Most partitions that a recording has weights of. */
    public static final int PARTITIONS_MAX = 1_000;

    private final int[] starts;
    private final double[] arrivals;
    private final double[][] shares;
    private final int seconds;

    private TraceFile(List<TraceFileRow> rows) {
        int count = rows.size();
        long first = rows.getFirst().second();
        starts = new int[count];
        arrivals = new double[count];
        shares = new double[count][];
        int shortest = SECONDS_MAX;
        for (int i = 0; i < count; i++) {
            TraceFileRow row = rows.get(i);
            starts[i] = (int) (row.second() - first);
            arrivals[i] = row.arrivals();
            shares[i] = row.hasShares() || i == 0 ? row.shares() : shares[i - 1];
            if (i > 0) {
                shortest = Math.min(shortest, starts[i] - starts[i - 1]);
            }
        }
        seconds = Math.min(SECONDS_MAX, starts[count - 1] + shortest);
    }

    /** Reads a file; what is wrong with it is told with its line. */
    public static TraceFile read(Path file) throws TraceFileException {
        return new TraceFile(new TraceFileReader(file).rows());
    }

    /** How long the recording is. */
    public int seconds() {
        return seconds;
    }

    /** How many partitions it has weights of; 0 if it has none. */
    public int partitions() {
        return shares[0].length;
    }

    /** What arrived. */
    public Scenario.Arrivals arrivals() {
        return second -> arrivals[row(second)];
    }

    /**
     * How that was dealt to partitions; evenly if the recording does not know.
     *
     * @param number how many partitions there are: those that the recording has weights of, if any
     */
    public Scenario.Shares shares(int number) {
        if (partitions() == 0) {
            return Shapes.even(number);
        }
        if (partitions() != number) {
            throw new IllegalArgumentException(
                    "the recording is of %d partitions, not %d".formatted(partitions(), number));
        }
        return second -> shares[row(second)];
    }

    private int row(int second) {
        int at = Arrays.binarySearch(starts, second);
        return at >= 0 ? at : -at - 2;
    }
}
