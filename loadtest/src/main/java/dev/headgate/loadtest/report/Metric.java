// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import dev.headgate.contract.settings.Suggestion;
import dev.headgate.loadtest.result.Latency;
import dev.headgate.loadtest.result.LoadResult;
import dev.headgate.loadtest.result.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A figure of a result that a threshold can demand something of.
 *
 * @param name as it is written in a threshold
 * @param unit what the figure is in
 * @param ofVerdict whether only a run with a verdict has it
 * @param figure the figure; empty where the run has none
 */
record Metric(
        String name, Unit unit, boolean ofVerdict, Function<LoadResult, OptionalDouble> figure) {

    /** What a figure is in. */
    enum Unit {
        Duration,
        Rate,
        Count,
        Percent
    }

    private static final Map<String, Metric> BY_NAME = new LinkedHashMap<>();

    static {
        distribution("", false, LoadResult::latency);
        distribution("service-", false, LoadResult::serviceTime);
        distribution("row-", true, result -> of(result, Verdict::acceptToRow));
        distribution("due-to-row-", true, result -> of(result, Verdict::dueToRow));
        add("rate", Unit.Rate, result -> result.requests().achievedRate());
        add("events", Unit.Rate, result -> result.requests().eventsPerSecond());
        add("late", Unit.Count, result -> result.requests().late());
        add("never-sent", Unit.Count, result -> result.requests().neverSent());
        add("refused", Unit.Count, result -> result.requests().refusedEvents());
        add("unknown", Unit.Count, result -> result.requests().unknownEvents());
        add("errors", Unit.Count, Metric::errors);
        share("late%", result -> result.requests().late(), result -> result.requests().due());
        share("errors%", Metric::errors, Metric::answeredEvents);
        finding("lost", Verdict::lost);
        finding("duplicated", Verdict::duplicated);
        finding("changed", Verdict::changed);
        finding("out-of-order", Verdict::outOfOrder);
        finding("unexpected", Verdict::unexpected);
    }

    /**
     * The metric of a name.
     *
     * @throws IllegalArgumentException with a sentence that names the nearest one, if there is none
     */
    static Metric named(String name) {
        Metric metric = BY_NAME.get(name);
        if (metric == null) {
            String hint =
                    Suggestion.nearest(name, BY_NAME.keySet())
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("; there are " + String.join(", ", BY_NAME.keySet()));
            throw new IllegalArgumentException("there is no metric '" + name + "'" + hint);
        }
        return metric;
    }

    /** The figure as people read it. */
    String show(double value) {
        return switch (unit) {
            case Duration -> Figures.duration(value);
            case Rate -> Figures.rate(value);
            case Count -> Figures.count((long) value);
            case Percent -> Figures.percent(value / 100);
        };
    }

    private static void distribution(
            String prefix, boolean ofVerdict, Function<LoadResult, @Nullable Latency> latency) {
        percentile(prefix + "p50", ofVerdict, latency, Latency::p50);
        percentile(prefix + "p90", ofVerdict, latency, Latency::p90);
        percentile(prefix + "p99", ofVerdict, latency, Latency::p99);
        percentile(prefix + "p99.9", ofVerdict, latency, Latency::p999);
        percentile(prefix + "p99.99", ofVerdict, latency, Latency::p9999);
        percentile(prefix + "max", ofVerdict, latency, Latency::max);
        percentile(prefix + "mean", ofVerdict, latency, Latency::mean);
    }

    private static void percentile(
            String name,
            boolean ofVerdict,
            Function<LoadResult, @Nullable Latency> latency,
            ToDoubleFunction<Latency> value) {
        put(
                name,
                Unit.Duration,
                ofVerdict,
                result -> {
                    Latency measured = latency.apply(result);
                    return measured == null || measured.count() == 0
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(value.applyAsDouble(measured));
                });
    }

    private static void finding(String name, Function<Verdict, Verdict.Finding> finding) {
        put(
                name,
                Unit.Count,
                true,
                result -> {
                    Verdict verdict = result.verdict();
                    return verdict == null
                            ? OptionalDouble.empty()
                            : OptionalDouble.of((double) finding.apply(verdict).count());
                });
    }

    private static void share(
            String name, ToDoubleFunction<LoadResult> part, ToDoubleFunction<LoadResult> whole) {
        put(
                name,
                Unit.Percent,
                false,
                result -> {
                    double all = whole.applyAsDouble(result);
                    return all == 0
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(100 * part.applyAsDouble(result) / all);
                });
    }

    private static void add(String name, Unit unit, ToDoubleFunction<LoadResult> figure) {
        put(name, unit, false, result -> OptionalDouble.of(figure.applyAsDouble(result)));
    }

    private static void put(
            String name,
            Unit unit,
            boolean ofVerdict,
            Function<LoadResult, OptionalDouble> figure) {
        BY_NAME.put(name, new Metric(name, unit, ofVerdict, figure));
    }

    private static @Nullable Latency of(LoadResult result, Function<Verdict, Latency> latency) {
        Verdict verdict = result.verdict();
        return verdict == null ? null : latency.apply(verdict);
    }

    private static double errors(LoadResult result) {
        return result.requests().refusedEvents() + result.requests().unknownEvents();
    }

    private static double answeredEvents(LoadResult result) {
        return result.requests().acceptedEvents() + errors(result);
    }
}
