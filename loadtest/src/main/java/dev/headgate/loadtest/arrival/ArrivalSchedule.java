// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.arrival;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When each request of a run is due: a rate over time, made of straight pieces. The n-th request is
 * due at the instant at which the integral of the rate reaches n, so that the same schedule gives
 * the same instants on any machine, and none has to be kept. Immutable.
 */
public final class ArrivalSchedule {

    /** Highest rate, in requests a second. */
    public static final double RATE_MAX = 10_000_000;

    /** Longest schedule. */
    public static final Duration DURATION_MAX = Duration.ofHours(11);

    private static final double NANOS = 1e9;

    /**
     * A stretch in which the rate changes evenly.
     *
     * @param seconds its length
     * @param from requests a second at its beginning
     * @param to requests a second at its end
     */
    public record Piece(double seconds, double from, double to) {

        public Piece {
            if (!(seconds > 0)) {
                throw new IllegalArgumentException("a piece lasts longer than " + seconds + " s");
            }
            if (!(from >= 0 && from <= RATE_MAX && to >= 0 && to <= RATE_MAX)) {
                throw new IllegalArgumentException(
                        "a rate is 0 to %,.0f requests a second".formatted(RATE_MAX));
            }
        }

        double count() {
            return (from + to) / 2 * seconds;
        }

        /** Requests that are due in its first seconds. */
        double countUntil(double second) {
            return from * second + (to - from) / (2 * seconds) * second * second;
        }

        /** The instant, in seconds from its beginning, at which so many requests are due. */
        double secondOf(double count) {
            double slope = (to - from) / seconds;
            // This form of the root has no difference of near numbers, and none by zero slope.
            double root = Math.sqrt(Math.max(0, from * from + 2 * slope * count));
            return Math.min(seconds, from + root == 0 ? 0 : 2 * count / (from + root));
        }
    }

    private final List<Piece> pieces;
    private final double[] startSeconds;
    private final double[] countBefore;
    private final double seconds;
    private final long count;

    private ArrivalSchedule(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
        this.startSeconds = new double[pieces.size()];
        this.countBefore = new double[pieces.size()];
        double second = 0;
        double due = 0;
        for (int i = 0; i < pieces.size(); i++) {
            startSeconds[i] = second;
            countBefore[i] = due;
            second += pieces.get(i).seconds();
            due += pieces.get(i).count();
        }
        this.seconds = second;
        // A rounding error shall not take away the last request.
        this.count = (long) Math.floor(due + 1e-6);
        if (seconds > DURATION_MAX.toSeconds()) {
            throw new IllegalArgumentException(
                    "a run lasts at most %d hours".formatted(DURATION_MAX.toHours()));
        }
    }

    /** A schedule of pieces, one after the other. */
    public static ArrivalSchedule of(List<Piece> pieces) {
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException("a schedule has at least one piece");
        }
        return new ArrivalSchedule(pieces);
    }

    /** The same rate all the time. */
    public static ArrivalSchedule constant(double rate, Duration duration) {
        return of(List.of(new Piece(seconds(duration), rate, rate)));
    }

    /** A rate that changes evenly from one value to another. */
    public static ArrivalSchedule ramp(double from, double to, Duration duration) {
        return of(List.of(new Piece(seconds(duration), from, to)));
    }

    /** Several rates, each for the same time. */
    public static ArrivalSchedule steps(List<Double> rates, Duration duration) {
        double each = seconds(duration) / Math.max(1, rates.size());
        return of(rates.stream().map(rate -> new Piece(each, rate, rate)).toList());
    }

    /** This schedule with another rate from an instant on, for a while. */
    public ArrivalSchedule withSpike(double rate, Duration at, Duration length) {
        double from = seconds(at);
        double to = from + seconds(length);
        if (to > seconds) {
            throw new IllegalArgumentException(
                    "the spike ends after %s s, but the run after %s s".formatted(to, seconds));
        }
        var spiked = new ArrayList<Piece>(cut(0, from));
        spiked.add(new Piece(to - from, rate, rate));
        spiked.addAll(cut(to, seconds));
        return of(spiked);
    }

    /** How many requests are due in all. */
    public long count() {
        return count;
    }

    /** How long it lasts. */
    public Duration duration() {
        return Duration.ofNanos((long) (seconds * NANOS));
    }

    /** Nanoseconds from the start until the n-th request, counted from 0, is due. */
    public long dueNanos(long n) {
        if (n < 0 || n >= count) {
            throw new IndexOutOfBoundsException("request " + n + " of " + count);
        }
        int i = last(countBefore, (double) n);
        return (long) ((startSeconds[i] + pieces.get(i).secondOf(n - countBefore[i])) * NANOS);
    }

    /** How many requests are due up to an instant. */
    public long dueUntil(long nanos) {
        if (nanos < 0) {
            return 0;
        }
        double second = nanos / NANOS;
        if (second >= seconds) {
            return count;
        }
        int i = last(startSeconds, second);
        double due = countBefore[i] + pieces.get(i).countUntil(second - startSeconds[i]);
        return Math.min(count, (long) Math.floor(due) + 1);
    }

    /** Requests a second at an instant; 0 after the end. */
    public double rateAt(long nanos) {
        double second = nanos / NANOS;
        if (second < 0 || second >= seconds) {
            return 0;
        }
        int i = last(startSeconds, second);
        Piece piece = pieces.get(i);
        double share = (second - startSeconds[i]) / piece.seconds();
        return piece.from() + (piece.to() - piece.from()) * share;
    }

    private List<Piece> cut(double from, double to) {
        var parts = new ArrayList<Piece>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            double start = Math.max(from, startSeconds[i]);
            double end = Math.min(to, startSeconds[i] + piece.seconds());
            if (end > start) {
                double slope = (piece.to() - piece.from()) / piece.seconds();
                parts.add(
                        new Piece(
                                end - start,
                                piece.from() + slope * (start - startSeconds[i]),
                                piece.from() + slope * (end - startSeconds[i])));
            }
        }
        return parts;
    }

    /** The last index whose value is not above the given one; values ascend from 0. */
    private static int last(double[] values, double value) {
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (values[middle] <= value) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }
}
