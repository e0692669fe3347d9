// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import dev.headgate.loadtest.chart.Axis;
import dev.headgate.loadtest.chart.LineChart;
import dev.headgate.loadtest.chart.LineChart.Form;
import dev.headgate.loadtest.chart.Markup;
import dev.headgate.loadtest.chart.Series;
import dev.headgate.loadtest.result.Latency;
import dev.headgate.loadtest.result.LoadResult;
import dev.headgate.loadtest.result.Second;
import dev.headgate.loadtest.result.Second.DatabaseLook;
import dev.headgate.loadtest.result.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** The charts of a report: the run over time, and the distribution of durations. */
final class ReportCharts {

    private static final int WIDE = 1_000;
    private static final int HALF = 490;
    private static final int HIGH = 250;
    private static final int LOW = 190;

    /** From this ratio of highest to lowest on, an axis goes by powers of ten. */
    private static final double WIDE_SPREAD = 40;

    private final LoadResult result;
    private final OverTime time;

    private ReportCharts(LoadResult result) {
        this.result = result;
        this.time = new OverTime(result.seconds());
    }

    /** All charts that the result has figures for. */
    static Markup of(LoadResult result) {
        var charts = new ReportCharts(result);
        var markup = new Markup();
        if (!result.seconds().isEmpty()) {
            markup.element("h2", "Over time");
            charts.note(markup);
            markup.open("div", "class", "charts");
            charts.rate(markup);
            charts.latency(markup);
            charts.outcomes(markup);
            charts.backlog(markup);
            if (charts.time.hasDatabase()) {
                charts.rows(markup);
                charts.lag(markup);
                charts.age(markup);
            }
            markup.close("div").newLine();
        }
        if (result.latency().count() > 0) {
            markup.element("h2", "Distribution").open("div", "class", "charts");
            charts.percentiles(markup);
            charts.rowPercentiles(markup);
            markup.close("div").newLine();
        }
        return markup;
    }

    /** The curve of latency by percentile: what was due, and the service alone. */
    static List<Series> curves(LoadResult result) {
        return curves(
                List.of(
                        new Named("from due to answer", result.latency()),
                        new Named("from send to answer", result.serviceTime())));
    }

    /** An axis of durations for these series. */
    static Axis durations(List<Series> series) {
        double max = series.stream().mapToDouble(Series::max).max().orElse(0);
        double min =
                series.stream()
                        .mapToDouble(Series::minAboveZero)
                        .filter(lowest -> lowest > 0)
                        .min()
                        .orElse(0);
        return min > 0 && max / min > WIDE_SPREAD
                ? Axis.logarithmic(min, max, Figures::mark)
                : Axis.linear(max, Figures::mark);
    }

    private void note(Markup markup) {
        if (time.group() > 1) {
            markup.element(
                    "p",
                    "Each point stands for "
                            + time.group()
                            + " seconds: rates are means, latencies and what waits are the worst"
                            + " of them.",
                    "class",
                    "note");
        }
    }

    private void rate(Markup markup) {
        var series = new ArrayList<Series>();
        if (result.requests().targetRate() > 0) {
            series.add(time.mean("due", "s0 dashed", Second::due));
        }
        series.add(time.mean("answered", "s1", Second::answered));
        counts(markup, "Requests per second: wanted and achieved", WIDE, series);
    }

    private void latency(Markup markup) {
        List<Series> series =
                List.of(
                        time.latency("max", "s4", Second::max),
                        time.latency("p99.9", "s3", Second::p999),
                        time.latency("p99", "s2", Second::p99),
                        time.latency("p50", "s1", Second::p50));
        var frame =
                frame("Latency from the instant a request was due", WIDE, HIGH, Figures::duration);
        figure(markup, frame, durations(series), series);
    }

    private void outcomes(Markup markup) {
        List<Series> series =
                List.of(
                        time.mean("acknowledged", "good", Second::acceptedEvents),
                        time.mean("refused", "s3", Second::refusedEvents),
                        time.mean("unknown", "bad", Second::unknownEvents));
        double max = 0;
        for (int i = 0; i < series.getFirst().points().size(); i++) {
            double sum = 0;
            for (Series one : series) {
                sum += one.points().get(i).y();
            }
            max = Math.max(max, sum);
        }
        var frame =
                new LineChart.Frame(
                        "Events per second by outcome",
                        Form.StackedAreas,
                        HALF,
                        LOW,
                        this::instant,
                        ReportCharts::whole);
        figure(markup, frame, Axis.linear(max, Figures::shortCount), series);
    }

    private void backlog(Markup markup) {
        List<Series> series =
                List.of(
                        time.worst("sent late, per second", "s3", Second::late),
                        time.worst("waiting for a connection", "s4", Second::waiting),
                        time.worst("in flight", "s1", Second::inFlight));
        counts(markup, "Requests late, waiting and in flight", HALF, series);
    }

    private void rows(Markup markup) {
        List<Series> series =
                List.of(
                        time.mean("events acknowledged", "s0 dashed", Second::acceptedEvents),
                        time.rowRate("rows landed", "s1"));
        counts(markup, "Rows per second", WIDE, series);
    }

    private void lag(Markup markup) {
        List<Series> series = List.of(time.database("lag", "s2", DatabaseLook::lagEvents));
        counts(markup, "Acknowledged events that are not settled", HALF, series);
    }

    private void age(Markup markup) {
        List<Series> series =
                List.of(time.database("age", "s3", look -> 1_000.0 * look.oldestAgeMillis()));
        var frame = frame("Age of the oldest of them", HALF, LOW, Figures::duration);
        figure(markup, frame, durations(series), series);
    }

    private void percentiles(Markup markup) {
        distribution(markup, "Latency by percentile", curves(result), result.latency().count());
    }

    private void rowPercentiles(Markup markup) {
        Verdict verdict = result.verdict();
        if (verdict != null && verdict.acceptToRow().count() > 0) {
            List<Series> series =
                    curves(
                            List.of(
                                    new Named("from due to row", verdict.dueToRow()),
                                    new Named("from accept to row", verdict.acceptToRow())));
            distribution(
                    markup, "Time to the row by percentile", series, verdict.acceptToRow().count());
        }
    }

    private static void distribution(Markup markup, String title, List<Series> series, long count) {
        var frame =
                new LineChart.Frame(
                        title,
                        Form.Lines,
                        WIDE,
                        HIGH,
                        percentile ->
                                "%.6f".formatted(percentile).replaceFirst("\\.?0+$", "") + " %",
                        Figures::duration);
        figure(markup, frame, durations(series), Axis.percentile(count), series);
    }

    private void counts(Markup markup, String title, int width, List<Series> series) {
        double max = series.stream().mapToDouble(Series::max).max().orElse(0);
        var frame = frame(title, width, width == WIDE ? HIGH : LOW, ReportCharts::whole);
        figure(markup, frame, Axis.linear(max, Figures::shortCount), series);
    }

    private LineChart.Frame frame(
            String title, int width, int height, DoubleFunction<String> yLabel) {
        return new LineChart.Frame(title, Form.Lines, width, height, this::instant, yLabel);
    }

    private String instant(double second) {
        String from = Axis.clock(second, time.length());
        return time.group() == 1
                ? from
                : from + " to " + Axis.clock(second + time.group(), time.length());
    }

    private void figure(Markup markup, LineChart.Frame frame, Axis y, List<Series> series) {
        figure(markup, frame, y, Axis.time(time.length()), series);
    }

    private static void figure(
            Markup markup, LineChart.Frame frame, Axis y, Axis x, List<Series> series) {
        markup.open("figure", "class", frame.width() == WIDE ? "wide" : "half")
                .element("figcaption", frame.title())
                .add(new LineChart(frame, x, y, series).markup())
                .close("figure")
                .newLine();
    }

    private static String whole(double value) {
        return Figures.count(Math.round(value));
    }

    private record Named(String name, Latency latency) {}

    /** Curves that have a point at each percentile that any of them has. */
    private static List<Series> curves(List<Named> all) {
        double[] percentiles =
                all.stream()
                        .flatMap(one -> one.latency().curve().stream())
                        .mapToDouble(Latency.Point::percentile)
                        .sorted()
                        .distinct()
                        .toArray();
        var curves = new ArrayList<Series>();
        for (Named one : all) {
            curves.add(
                    new Series(
                            one.name(),
                            "s" + (curves.size() + 1),
                            values(one.latency().curve(), percentiles)));
        }
        return curves;
    }

    private static List<Series.Point> values(List<Latency.Point> curve, double[] percentiles) {
        var values = new ArrayList<Series.Point>();
        int at = 0;
        for (double percentile : percentiles) {
            while (at + 1 < curve.size() && curve.get(at).percentile() < percentile) {
                at++;
            }
            double micros = curve.isEmpty() ? Double.NaN : (double) curve.get(at).micros();
            values.add(new Series.Point(percentile, micros));
        }
        return values;
    }
}
