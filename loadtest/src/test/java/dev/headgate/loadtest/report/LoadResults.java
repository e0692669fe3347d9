// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import dev.headgate.loadtest.result.Latency;
import dev.headgate.loadtest.result.LoadResult;
import dev.headgate.loadtest.result.LoadResult.AnswerCount;
import dev.headgate.loadtest.result.LoadResult.Machine;
import dev.headgate.loadtest.result.LoadResult.Requests;
import dev.headgate.loadtest.result.LoadResult.Run;
import dev.headgate.loadtest.result.LoadResult.ThresholdCheck;
import dev.headgate.loadtest.result.Second;
import dev.headgate.loadtest.result.Verdict;
import dev.headgate.loadtest.result.Verdict.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Results of runs that did not take place: requests come at 2,000 a second, the target pauses for
 * two seconds in the middle, and what was due meanwhile is answered late.
 */
final class LoadResults {

    static final int RATE = 2_000;
    static final int PAUSE_AT = 30;
    static final String HOSTILE =
            "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>";

    private static final int PAUSE_SECONDS = 2;
    private static final int CATCH_UP_PER_SECOND = 4_000;
    private static final int REFUSED_OF = 400;

    private final Random random = new Random(7);
    private final int length;
    private final Histogram latency = histogram();
    private final Histogram service = histogram();
    private final Histogram acceptToRow = histogram();
    private final Histogram dueToRow = histogram();
    private final List<Second> seconds = new ArrayList<>();
    private long answered;
    private long refused;
    private long rows;
    private long late;
    private double backlog;

    private LoadResults(int length) {
        this.length = length;
        for (int second = 0; second < length; second++) {
            seconds.add(second(second));
        }
    }

    /** A run of a minute in which every promise was kept. */
    static LoadResult passed() {
        return new LoadResults(60).result(true, null);
    }

    /** The same run without a look at the database. */
    static LoadResult unverified() {
        LoadResult passed = passed();
        return copy(
                passed,
                passed.run(),
                passed.seconds().stream().map(LoadResults::withoutDatabase).toList(),
                null,
                List.of());
    }

    /** A run of a minute that broke promises and missed demands. */
    static LoadResult failed() {
        var result = new LoadResults(60).result(false, "load-7-");
        return result.with(
                List.of(
                        new ThresholdCheck("p99<50ms", "1.71 s", false),
                        new ThresholdCheck("lost=0", "3", false),
                        new ThresholdCheck("rate>=1900", "1,998/s", true)));
    }

    /** A run of so many seconds. */
    static LoadResult lasting(int seconds) {
        return new LoadResults(seconds).result(true, null);
    }

    /** A run whose target, settings, answers and ids are made to break out of the report. */
    static LoadResult hostile() {
        LoadResult failed = failed();
        var run =
                new Run(
                        HOSTILE,
                        failed.run().startedAt(),
                        60,
                        "open",
                        "http://localhost/\u001b[31m'\"&" + HOSTILE,
                        HOSTILE,
                        7,
                        false);
        Verdict verdict = verdict(failed);
        var named =
                new Verdict(
                        verdict.events(),
                        verdict.accepted(),
                        verdict.refused(),
                        verdict.unknown(),
                        verdict.rows(),
                        verdict.deadLetters(),
                        verdict.parked(),
                        verdict.suppressed(),
                        verdict.othersRows(),
                        verdict.orderUnchecked(),
                        verdict.settled(),
                        new Finding(1, List.of(HOSTILE)),
                        verdict.duplicated(),
                        verdict.changed(),
                        verdict.outOfOrder(),
                        verdict.unexpected(),
                        verdict.acceptToRow(),
                        verdict.dueToRow());
        return new LoadResult(
                LoadResult.FORMAT,
                run,
                Map.of(HOSTILE, HOSTILE),
                new Machine(2, 1, HOSTILE, HOSTILE),
                failed.requests(),
                List.of(new AnswerCount(HOSTILE, 9)),
                failed.latency(),
                failed.serviceTime(),
                failed.seconds(),
                named,
                List.of(new ThresholdCheck(HOSTILE, HOSTILE, false)));
    }

    /** A run that was stopped before anything was answered. */
    static LoadResult empty() {
        LoadResult passed = passed();
        Latency none = Latency.of(histogram());
        return new LoadResult(
                LoadResult.FORMAT,
                new Run(
                        "none",
                        "2026-03-02T09:30:00Z",
                        0,
                        "closed",
                        "http://localhost/",
                        null,
                        0,
                        true),
                Map.of(),
                passed.machine(),
                new Requests(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0),
                List.of(),
                none,
                none,
                List.of(),
                null,
                List.of());
    }

    static LoadResult at(LoadResult result, String target, long p99) {
        Run run = result.run();
        Latency old = result.latency();
        var latency =
                new Latency(
                        old.count(),
                        old.min(),
                        old.mean(),
                        old.p50(),
                        old.p90(),
                        p99,
                        old.p999(),
                        old.p9999(),
                        old.max(),
                        old.curve());
        return new LoadResult(
                result.format(),
                new Run(
                        "other",
                        run.startedAt(),
                        run.durationSeconds(),
                        run.mode(),
                        target,
                        run.pipeline(),
                        run.seed(),
                        run.interrupted()),
                result.settings(),
                result.machine(),
                result.requests(),
                result.answers(),
                latency,
                result.serviceTime(),
                result.seconds(),
                result.verdict(),
                result.thresholds());
    }

    static Verdict verdict(LoadResult result) {
        Verdict verdict = result.verdict();
        if (verdict == null) {
            throw new AssertionError("the result has no verdict");
        }
        return verdict;
    }

    private Second second(int second) {
        boolean paused = second >= PAUSE_AT && second < PAUSE_AT + PAUSE_SECONDS;
        var here = histogram();
        long done = paused ? 0 : (long) Math.min(RATE + backlog, CATCH_UP_PER_SECOND);
        double waitMicros = 1e6 * backlog / (CATCH_UP_PER_SECOND - RATE);
        backlog = backlog + RATE - done;
        for (int i = 0; i < done; i++) {
            long served = served();
            long queued = (long) (waitMicros * (1 - (double) i / done));
            service.recordValue(served);
            latency.recordValue(served + queued);
            here.recordValue(served + queued);
            long row = 40_000 + (long) (Math.abs(random.nextGaussian()) * 90_000);
            acceptToRow.recordValue(row);
            dueToRow.recordValue(row + served + queued);
        }
        long refusedHere = done / REFUSED_OF;
        long acceptedHere = done - refusedHere;
        answered += done;
        refused += refusedHere;
        long lag = second == length - 1 ? 0 : 150 + random.nextInt(120) + (paused ? 0 : done / 8);
        rows = answered - refused - lag;
        long lateHere = backlog > 0 ? RATE - 100 : 0;
        late += lateHere;
        return new Second(
                second,
                RATE,
                done,
                done,
                acceptedHere,
                refusedHere,
                0,
                lateHere,
                paused ? 64 : 2 + random.nextInt(6),
                (long) backlog,
                here.getValueAtPercentile(50),
                here.getValueAtPercentile(99),
                here.getValueAtPercentile(99.9),
                here.getMaxValue(),
                new Second.DatabaseLook(rows, rows, lag, 100 + lag / 2 + random.nextInt(40)));
    }

    private long served() {
        double base = 900 + 350 * Math.abs(random.nextGaussian());
        double tail = random.nextInt(1_000) < 8 ? 4_000 * -Math.log(1 - random.nextDouble()) : 0;
        return (long) (base + tail);
    }

    private LoadResult result(boolean kept, @Nullable String ids) {
        long accepted = answered - refused;
        var requests =
                new Requests(
                        (long) length * RATE,
                        answered,
                        0,
                        (long) backlog,
                        late,
                        2_000_450,
                        RATE,
                        (double) answered / length,
                        (double) accepted / length,
                        1,
                        answered * 312,
                        accepted,
                        refused,
                        0,
                        0);
        Finding none = new Finding(0, List.of());
        var verdict =
                new Verdict(
                        answered,
                        accepted,
                        refused,
                        0,
                        kept ? accepted : accepted - 2,
                        0,
                        0,
                        0,
                        0,
                        0,
                        true,
                        kept
                                ? none
                                : new Finding(
                                        3, List.of(ids + "1041", ids + "1042", ids + "77310")),
                        kept ? none : new Finding(1, List.of(ids + "55")),
                        none,
                        kept ? none : new Finding(2, List.of(ids + "90001", ids + "90004")),
                        none,
                        Latency.of(acceptToRow),
                        Latency.of(dueToRow));
        var demands =
                List.of(
                        new ThresholdCheck(
                                "p50<5ms", Figures.duration(Latency.of(latency).p50()), true),
                        new ThresholdCheck("lost=0", "0", true));
        return new LoadResult(
                LoadResult.FORMAT,
                new Run(
                        "k7m2x9",
                        "2026-03-02T09:30:00Z",
                        length,
                        "open",
                        "http://127.0.0.1:8080/v1/events",
                        "orders",
                        42,
                        false),
                settings(),
                new Machine(2, 16_777_216_000L, "Linux 6.12 amd64", "25.0.1"),
                requests,
                List.of(
                        new AnswerCount("202", accepted),
                        new AnswerCount("422 event-invalid", refused)),
                Latency.of(latency),
                Latency.of(service),
                seconds,
                verdict,
                demands);
    }

    private Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("rate", RATE + "/s, constant");
        settings.put("duration", length + " s");
        settings.put("connections", "64");
        settings.put("events", "made from a template, keys Zipf 1.1 of 10,000");
        settings.put("invalid", "0.25 %");
        settings.put("verify", "on");
        return settings;
    }

    private static LoadResult copy(
            LoadResult result,
            Run run,
            List<Second> seconds,
            @Nullable Verdict verdict,
            List<ThresholdCheck> thresholds) {
        return new LoadResult(
                result.format(),
                run,
                result.settings(),
                result.machine(),
                result.requests(),
                result.answers(),
                result.latency(),
                result.serviceTime(),
                seconds,
                verdict,
                thresholds);
    }

    private static Second withoutDatabase(Second second) {
        return new Second(
                second.second(),
                second.due(),
                second.sent(),
                second.answered(),
                second.acceptedEvents(),
                second.refusedEvents(),
                second.unknownEvents(),
                second.late(),
                second.inFlight(),
                second.waiting(),
                second.p50(),
                second.p99(),
                second.p999(),
                second.max(),
                null);
    }

    private static Histogram histogram() {
        return new Histogram(3_600_000_000L, 3);
    }
}
