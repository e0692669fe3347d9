// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.trace;

import java.util.Arrays;

/**
 * One row of a recording. What is wrong with its text is an {@link IllegalArgumentException} with
 * the second half of a sentence, to which the reader knows file and line.
 */
final class TraceFileRow {

    private static final double RATE_MAX = 1e9;
    private static final int FIXED_COLUMNS = 2;
    private static final int DIGITS_MAX = 15;
    private static final int QUOTED_CHARS_MAX = 40;
    private static final String NUMBER_CHARS = "0123456789.eE+-";

    private final long second;
    private final double arrivals;
    private final double[] shares;
    private final boolean hasShares;

    private TraceFileRow(long second, double arrivals, double[] weights) {
        this.second = second;
        this.arrivals = arrivals;
        double sum = Arrays.stream(weights).sum();
        this.hasShares = sum > 0;
        if (weights.length > 0 && arrivals > 0 && !hasShares) {
            throw new IllegalArgumentException(
                    "something arrives, but all weights are 0; give at least one partition more.");
        }
        this.shares =
                Arrays.stream(weights)
                        .map(weight -> hasShares ? weight / sum : 1.0 / weights.length)
                        .toArray();
    }

    /** A row of cells that were separated by commas. */
    static TraceFileRow of(String[] cells) {
        if (cells.length < FIXED_COLUMNS) {
            throw new IllegalArgumentException(
                    "a row has a second and the records that arrive in it, such as 60,1250;"
                            + " separate them by a comma.");
        }
        if (cells.length - FIXED_COLUMNS > TraceFile.PARTITIONS_MAX) {
            throw new IllegalArgumentException(
                    "the row has weights of %,d partitions; give %,d at most."
                            .formatted(cells.length - FIXED_COLUMNS, TraceFile.PARTITIONS_MAX));
        }
        double[] weights = new double[cells.length - FIXED_COLUMNS];
        for (int p = 0; p < weights.length; p++) {
            weights[p] = number(cells[p + FIXED_COLUMNS], "the weight of a partition");
        }
        return new TraceFileRow(
                second(cells[0]), number(cells[1], "a number of records a second"), weights);
    }

    /** Whether cells are names of columns: neither of the first two is a number. */
    static boolean isHeading(String[] cells) {
        return cells.length >= FIXED_COLUMNS
                && Arrays.stream(cells).limit(FIXED_COLUMNS).allMatch(TraceFileRow::isName);
    }

    private static boolean isName(String cell) {
        return cell.strip().matches("\"?\\p{L}.*");
    }

    private static long second(String cell) {
        String text = cell.strip();
        if (!text.matches("-?[0-9]{1," + DIGITS_MAX + "}")) {
            throw new IllegalArgumentException(
                    "%s is no second; write whole seconds, from 0 or since 1970."
                            .formatted(quoted(text)));
        }
        return Long.parseLong(text);
    }

    private static double number(String cell, String what) {
        String text = cell.strip();
        try {
            // Java also takes names, hexadecimal digits and suffixes for numbers.
            if (hasNumberChars(text)) {
                double value = Double.parseDouble(text);
                if (value >= 0 && value <= RATE_MAX) {
                    return value;
                }
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw new IllegalArgumentException(
                "%s is not %s; write a number from 0 to %,.0f, with a point and no spaces."
                        .formatted(quoted(text), what, RATE_MAX));
    }

    private static boolean hasNumberChars(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (NUMBER_CHARS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String quoted(String text) {
        String plain = text.replaceAll("\\p{C}", "\uFFFD");
        return plain.length() <= QUOTED_CHARS_MAX
                ? "'" + plain + "'"
                : "'" + plain.substring(0, QUOTED_CHARS_MAX) + "…'";
    }

    long second() {
        return second;
    }

    /** Records a second. */
    double arrivals() {
        return arrivals;
    }

    /** The share of each partition, adding up to 1; even ones if the row says nothing. */
    double[] shares() {
        return shares;
    }

    /** Whether the row says how records are dealt. */
    boolean hasShares() {
        return hasShares;
    }
}
