// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.live;

import dev.headgate.loadtest.result.Second;
import dev.headgate.loadtest.result.Second.DatabaseLook;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Some seconds of a run, and the line that says them: rates are means, latencies those of the worst
 * second.
 */
final class Interval {

    private static final int ANSWERS_MAX = 4;
    private static final String GAP = " | ";

    private final double beganSeconds;
    private int seconds;
    private long answered;
    private double rows;
    private long p50;
    private long p99;
    private long p999;

    /** An interval from an instant of the run. */
    Interval(double beganSeconds) {
        this.beganSeconds = beganSeconds;
    }

    /** Takes one more second in. */
    void add(Progress progress) {
        Second second = progress.last();
        seconds++;
        rows += Math.max(0, progress.rowsPerSecond());
        if (!progress.phase().sending()) {
            return;
        }
        answered += second.answered();
        p50 = Math.max(p50, second.p50());
        p99 = Math.max(p99, second.p99());
        p999 = Math.max(p999, second.p999());
    }

    /** How many seconds were taken in. */
    int seconds() {
        return seconds;
    }

    /** The line, for the last second taken in. */
    String line(Progress now) {
        DatabaseLook look = now.last().database();
        return "%s %s: ".formatted(now.clock(), now.phase().words())
                + requests(now)
                + (p999 == 0 ? "" : GAP + latency())
                + GAP
                + events(now)
                + (look == null ? "" : GAP + rows(look))
                + (now.answers().isEmpty() ? "" : GAP + answers(now));
    }

    private String requests(Progress now) {
        return (now.phase().sending() ? rates(now) : "")
                + String.format(
                        Locale.ROOT,
                        "%,d sent, %,d in flight, %,d waiting, %,d late",
                        now.sent(),
                        now.last().inFlight(),
                        now.last().waiting(),
                        now.late());
    }

    private String rates(Progress now) {
        double took = now.elapsedSeconds() - beganSeconds;
        String wanted = now.wantedRate() > 0 ? " of " + rate(now.wantedRate()) + " wanted" : "";
        return rate(took > 0 ? answered / took : 0) + wanted + ", ";
    }

    private String latency() {
        return "p50 %s, p99 %s, p99.9 %s"
                .formatted(
                        ShortFigures.duration(p50),
                        ShortFigures.duration(p99),
                        ShortFigures.duration(p999));
    }

    private static String events(Progress now) {
        return String.format(
                Locale.ROOT,
                "%,d accepted, %,d refused, %,d unknown",
                now.acceptedEvents(),
                now.refusedEvents(),
                now.unknownEvents());
    }

    private String rows(DatabaseLook look) {
        return String.format(
                Locale.ROOT,
                "%,.0f rows/s, lag %,d, oldest %.1f s",
                rows / seconds,
                look.lagEvents(),
                look.oldestAgeMillis() / 1e3);
    }

    private static String answers(Progress now) {
        return now.answers().stream()
                .limit(ANSWERS_MAX)
                .map(answer ->
                        String.format(
                                Locale.ROOT,
                                "%s: %,d",
                                StyledLine.narrow(answer.answer()),
                                answer.count()))
                .collect(Collectors.joining(", "));
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 1_000 ? "%,.1f/s" : "%,.0f/s", perSecond);
    }
}
