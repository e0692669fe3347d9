// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import dev.headgate.loadtest.chart.Markup;
import dev.headgate.loadtest.result.Latency;
import dev.headgate.loadtest.result.LoadResult;
import dev.headgate.loadtest.result.Verdict;
import dev.headgate.loadtest.result.Verdict.Finding;
import java.util.List;
import java.util.Map;

/** The tables of a report. */
final class ReportTables {

    private static final List<String> LATENCY_HEADS =
            List.of("", "p50", "p90", "p99", "p99.9", "p99.99", "max", "mean");

    private ReportTables() {}

    /** What was promised and what became of it, with the first ids of what broke a promise. */
    static Markup verdict(Verdict verdict) {
        var markup =
                new Markup().open("section", "class", "panel").element("h3", "In the database");
        markup.open("table");
        finding(markup, "lost", verdict.lost());
        finding(markup, "duplicated", verdict.duplicated());
        finding(markup, "changed", verdict.changed());
        finding(markup, "out of order", verdict.outOfOrder());
        finding(markup, "unexpected", verdict.unexpected());
        markup.close("table").open("table", "class", "second");
        row(markup, "events sent", Figures.count(verdict.events()));
        row(markup, "accepted", Figures.count(verdict.accepted()));
        row(markup, "refused", Figures.count(verdict.refused()));
        row(markup, "unknown", Figures.count(verdict.unknown()));
        row(markup, "rows", Figures.count(verdict.rows()));
        row(markup, "dead letters", Figures.count(verdict.deadLetters()));
        row(markup, "parked", Figures.count(verdict.parked()));
        rowIfAny(markup, "repeats kept out", verdict.suppressed());
        rowIfAny(markup, "rows of other senders", verdict.othersRows());
        rowIfAny(markup, "order not checked", verdict.orderUnchecked());
        row(markup, "all settled in time", verdict.settled() ? "yes" : "no");
        return markup.close("table").close("section").newLine();
    }

    /** What was demanded. */
    static Markup thresholds(List<LoadResult.ThresholdCheck> checks) {
        var markup = new Markup().open("section", "class", "panel").element("h3", "Thresholds");
        markup.open("table");
        for (var check : checks) {
            markup.open("tr")
                    .open("th", "scope", "row")
                    .element("code", check.threshold())
                    .close("th");
            markup.element("td", check.actual(), "class", "number");
            markup.open("td", "class", "mark")
                    .element(
                            "span",
                            check.met() ? "kept" : "missed",
                            "class",
                            check.met() ? "kept" : "broken")
                    .close("td")
                    .close("tr");
        }
        return markup.close("table").close("section").newLine();
    }

    /** How often each answer came. */
    static Markup answers(List<LoadResult.AnswerCount> answers) {
        var markup = new Markup().open("section", "class", "panel").element("h3", "Answers");
        markup.open("table");
        double all =
                (double)
                        Math.max(
                                1, answers.stream().mapToLong(LoadResult.AnswerCount::count).sum());
        for (var answer : answers) {
            markup.open("tr").element("th", answer.answer(), "scope", "row");
            markup.element("td", Figures.count(answer.count()), "class", "number");
            markup.element("td", Figures.percent(answer.count() / all), "class", "number")
                    .close("tr");
        }
        return markup.close("table").close("section").newLine();
    }

    /** All distributions of the run. */
    static Markup latency(LoadResult result) {
        var markup =
                new Markup().open("section", "class", "panel whole").element("h3", "Durations");
        markup.open("table", "class", "figures").open("tr");
        for (String head : LATENCY_HEADS) {
            markup.element("th", head, "scope", "col");
        }
        markup.close("tr");
        latency(markup, "from due to answer", result.latency());
        latency(markup, "from send to answer", result.serviceTime());
        Verdict verdict = result.verdict();
        if (verdict != null) {
            latency(markup, "from accept to row", verdict.acceptToRow());
            latency(markup, "from due to row", verdict.dueToRow());
        }
        return markup.close("table").close("section").newLine();
    }

    /** Names and values, such as settings. */
    static Markup names(String title, Map<String, String> values) {
        var markup = new Markup().open("section", "class", "panel").element("h3", title);
        markup.open("table");
        values.forEach((name, value) -> row(markup, name, value));
        return markup.close("table").close("section").newLine();
    }

    private static void latency(Markup markup, String name, Latency latency) {
        if (latency.count() == 0) {
            return;
        }
        markup.open("tr").element("th", name, "scope", "row");
        for (double micros :
                new double[] {
                    latency.p50(),
                    latency.p90(),
                    latency.p99(),
                    latency.p999(),
                    latency.p9999(),
                    latency.max(),
                    latency.mean()
                }) {
            markup.element("td", Figures.duration(micros), "class", "number");
        }
        markup.close("tr");
    }

    private static void finding(Markup markup, String name, Finding finding) {
        markup.open("tr").element("th", name, "scope", "row").open("td", "class", "number");
        markup.element(
                        "span",
                        Figures.count(finding.count()),
                        "class",
                        finding.count() == 0 ? "kept" : "broken")
                .close("td")
                .close("tr");
        if (!finding.ids().isEmpty()) {
            markup.open("tr", "class", "ids").open("td", "colspan", "2");
            finding.ids().forEach(id -> markup.element("code", id).text(" "));
            long more = finding.count() - finding.ids().size();
            if (more > 0) {
                markup.text("and " + Figures.count(more) + " more");
            }
            markup.close("td").close("tr");
        }
    }

    private static void rowIfAny(Markup markup, String name, long count) {
        if (count > 0) {
            row(markup, name, Figures.count(count));
        }
    }

    private static void row(Markup markup, String name, String value) {
        markup.open("tr")
                .element("th", name, "scope", "row")
                .element("td", value, "class", "number")
                .close("tr");
    }
}
