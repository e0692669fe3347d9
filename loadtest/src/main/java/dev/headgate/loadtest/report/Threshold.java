// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import dev.headgate.loadtest.result.LoadResult;
import dev.headgate.loadtest.result.LoadResult.ThresholdCheck;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One demand on a result, such as {@code p99<50ms}.
 *
 * @param text as it was written
 * @param metric what is demanded something of
 * @param operator how it has to stand to the limit
 * @param limit in the metric's unit; durations in microseconds
 */
record Threshold(String text, Metric metric, Operator operator, double limit) {

    private static final Pattern FORM =
            Pattern.compile(
                    "\\s*([^<>=\\s]+)\\s*(<=|>=|<|=|>)\\s*([0-9]+(?:\\.[0-9]+)?)\\s*([^0-9\\s]*)\\s*");

    /** How a figure has to stand to a limit. */
    enum Operator {
        Below("<"),
        AtMost("<="),
        Equal("="),
        AtLeast(">="),
        Above(">");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        private static Operator of(String sign) {
            for (var operator : values()) {
                if (operator.sign.equals(sign)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException("there is no operator " + sign);
        }

        private boolean holds(double actual, double limit) {
            return switch (this) {
                case Below -> actual < limit;
                case AtMost -> actual <= limit;
                case Equal -> actual == limit;
                case AtLeast -> actual >= limit;
                case Above -> actual > limit;
            };
        }
    }

    /**
     * Reads a demand.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong with it
     */
    static Threshold parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "threshold '"
                            + text
                            + "' is not METRIC OPERATOR NUMBER with one of < <= = >= >,"
                            + " such as 'p99<50ms' or 'lost=0'");
        }
        try {
            Metric metric = Metric.named(matcher.group(1).toLowerCase(Locale.ROOT));
            double factor = factor(metric, matcher.group(4));
            return new Threshold(
                    text.strip(),
                    metric,
                    Operator.of(matcher.group(2)),
                    Double.parseDouble(matcher.group(3)) * factor);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("threshold '" + text + "': " + e.getMessage(), e);
        }
    }

    /** Whether a result keeps the demand. A figure that was not measured keeps none. */
    ThresholdCheck check(LoadResult result) {
        OptionalDouble actual = metric.figure().apply(result);
        if (actual.isEmpty()) {
            return new ThresholdCheck(text, "not measured", false);
        }
        double value = actual.getAsDouble();
        return new ThresholdCheck(text, metric.show(value), operator.holds(value, limit));
    }

    private static double factor(Metric metric, String unit) {
        return switch (metric.unit()) {
            case Duration ->
                    switch (unit) {
                        case "us", "µs" -> 1;
                        case "ms" -> 1_000;
                        case "s" -> 1_000_000;
                        default -> throw wrongUnit(metric, "us, ms or s, such as 50ms");
                    };
            case Rate, Count ->
                    switch (unit) {
                        case "" -> 1;
                        case "k" -> 1_000;
                        case "M" -> 1_000_000;
                        default -> throw wrongUnit(metric, "nothing, k or M, such as 10k");
                    };
            case Percent ->
                    switch (unit) {
                        case "", "%" -> 1;
                        default -> throw wrongUnit(metric, "nothing or %, such as 0.1%");
                    };
        };
    }

    private static IllegalArgumentException wrongUnit(Metric metric, String units) {
        return new IllegalArgumentException(
                "the number of " + metric.name() + " is followed by " + units);
    }
}
