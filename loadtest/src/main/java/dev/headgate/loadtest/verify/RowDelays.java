// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import dev.headgate.loadtest.result.Latency;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long events took to become rows, in microseconds up to a day. For one thread. */
final class RowDelays {

    private static final long MICROS_MAX = TimeUnit.DAYS.toMicros(1);
    private static final int DIGITS = 3;

    private final Histogram acceptToRow = new Histogram(MICROS_MAX, DIGITS);
    private final Histogram dueToRow = new Histogram(MICROS_MAX, DIGITS);

    /** Notes a row. */
    void row(EventRow row, long dueMicros) {
        note(acceptToRow, row.ingestedMicros() - row.acceptedMicros());
        note(dueToRow, row.ingestedMicros() - dueMicros);
    }

    /** From Kafka's timestamp to the transaction of the row. */
    Latency acceptToRow() {
        return Latency.of(acceptToRow);
    }

    /** From the due instant to the transaction of the row. */
    Latency dueToRow() {
        return Latency.of(dueToRow);
    }

    /** The clocks of broker and database differ a little, so a delay can come out negative. */
    private static void note(Histogram histogram, long micros) {
        histogram.recordValue(Math.clamp(micros, 0, MICROS_MAX));
    }
}
