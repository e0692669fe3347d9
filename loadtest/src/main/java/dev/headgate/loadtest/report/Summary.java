// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import dev.headgate.loadtest.result.Latency;
import dev.headgate.loadtest.result.LoadResult;
import dev.headgate.loadtest.result.Verdict;
import dev.headgate.loadtest.result.Verdict.Finding;

/** What a run came to, as text for the end of a terminal session; at most 100 columns wide. */
public final class Summary {

    private static final int TEXT_MAX = 88;
    private static final int ANSWER_MAX = 60;
    private static final int ANSWERS_MAX = 12;
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final LoadResult result;
    private final boolean colour;
    private final StringBuilder text = new StringBuilder();

    private Summary(LoadResult result, boolean colour) {
        this.result = result;
        this.colour = colour;
    }

    /**
     * The text.
     *
     * @param colour whether the terminal shows colours
     */
    public static String of(LoadResult result, boolean colour) {
        var summary = new Summary(result, colour);
        summary.run();
        summary.requests();
        summary.answers();
        summary.latency();
        Verdict verdict = result.verdict();
        if (verdict != null) {
            summary.verdict(verdict);
        }
        summary.thresholds();
        summary.outcome();
        return summary.text.toString();
    }

    private void run() {
        var run = result.run();
        line(
                "Run %s  %s, %s, seed %d%s"
                        .formatted(
                                PlainText.of(run.id(), 40),
                                run.mode(),
                                Figures.seconds(run.durationSeconds()),
                                run.seed(),
                                run.interrupted() ? ", stopped before its end" : ""));
        String pipeline = run.pipeline();
        if (pipeline != null) {
            line("  pipeline  %s".formatted(PlainText.of(pipeline, TEXT_MAX)));
        }
        line("  target    %s".formatted(PlainText.of(run.target(), TEXT_MAX)));
    }

    private void requests() {
        var requests = result.requests();
        heading("Requests");
        var table = new TextTable();
        if (requests.targetRate() > 0) {
            table.row("due", Figures.count(requests.due()), Figures.rate(requests.targetRate()));
        }
        table.row("sent", Figures.count(requests.sent()), "");
        table.row("answered", Figures.count(answered()), Figures.rate(requests.achievedRate()));
        if (requests.late() > 0) {
            table.row(
                    "sent late",
                    Figures.count(requests.late()),
                    "by up to " + Figures.duration(requests.latestMicros()));
        }
        countIfAny(table, "never sent", requests.neverSent());
        countIfAny(table, "sent again", requests.resent());
        text.append(table.text());

        heading("Events");
        var events = new TextTable();
        events.row(
                "acknowledged",
                Figures.count(requests.acceptedEvents()),
                Figures.rate(requests.eventsPerSecond()));
        events.row("refused", Figures.count(requests.refusedEvents()), "");
        events.row("unknown", Figures.count(requests.unknownEvents()), "");
        countIfAny(events, "wrong and acknowledged", requests.wronglyAccepted());
        text.append(events.text());
    }

    private void answers() {
        if (result.answers().isEmpty()) {
            return;
        }
        heading("Answers");
        var table = new TextTable();
        double all = (double) Math.max(1, answered());
        result.answers().stream()
                .limit(ANSWERS_MAX)
                .forEach(answer ->
                        table.row(
                                PlainText.of(answer.answer(), ANSWER_MAX),
                                Figures.count(answer.count()),
                                Figures.percent(answer.count() / all)));
        text.append(table.text());
        int more = result.answers().size() - ANSWERS_MAX;
        if (more > 0) {
            line("  and %d more kinds".formatted(more));
        }
    }

    private void latency() {
        text.append('\n');
        var table = new TextTable();
        table.row("", "p50", "p90", "p99", "p99.9", "p99.99", "max", "mean");
        latency(table, "from due to answer", result.latency());
        latency(table, "from send to answer", result.serviceTime());
        Verdict verdict = result.verdict();
        if (verdict != null) {
            latency(table, "from accept to row", verdict.acceptToRow());
            latency(table, "from due to row", verdict.dueToRow());
        }
        text.append("Latency\n").append(table.text());
    }

    private static void latency(TextTable table, String name, Latency latency) {
        if (latency.count() == 0) {
            table.row(name, "none");
            return;
        }
        table.row(
                name,
                Figures.duration(latency.p50()),
                Figures.duration(latency.p90()),
                Figures.duration(latency.p99()),
                Figures.duration(latency.p999()),
                Figures.duration(latency.p9999()),
                Figures.duration(latency.max()),
                Figures.duration(latency.mean()));
    }

    private void verdict(Verdict verdict) {
        heading("Database");
        var table = new TextTable();
        table.row("events sent", Figures.count(verdict.events()));
        table.row("= accepted", Figures.count(verdict.accepted()));
        table.row("+ refused", Figures.count(verdict.refused()));
        table.row("+ unknown", Figures.count(verdict.unknown()));
        table.row("rows", Figures.count(verdict.rows()));
        table.row("dead letters", Figures.count(verdict.deadLetters()));
        countIfAny(table, "parked", verdict.parked());
        countIfAny(table, "repeats kept out", verdict.suppressed());
        countIfAny(table, "rows of other senders", verdict.othersRows());
        countIfAny(table, "order not checked", verdict.orderUnchecked());
        text.append(table.text());
        finding("lost", verdict.lost());
        finding("duplicated", verdict.duplicated());
        finding("changed", verdict.changed());
        finding("out of order", verdict.outOfOrder());
        finding("unexpected", verdict.unexpected());
        if (!verdict.settled()) {
            line(
                    "  %s: not everything was settled in time; lost may be late"
                            .formatted(marked("open", false)));
        }
    }

    private void finding(String name, Finding finding) {
        boolean none = finding.count() == 0;
        line("  %-12s  %s".formatted(name, marked(Figures.count(finding.count()), none)));
        for (String id : finding.ids()) {
            line("      %s".formatted(PlainText.of(id, TEXT_MAX)));
        }
        long more = finding.count() - finding.ids().size();
        if (more > 0 && !finding.ids().isEmpty()) {
            line("      and %s more".formatted(Figures.count(more)));
        }
    }

    private void thresholds() {
        if (result.thresholds().isEmpty()) {
            return;
        }
        heading("Thresholds");
        for (var check : result.thresholds()) {
            line(
                    "  %s  %-24s  %s"
                            .formatted(
                                    marked(check.met() ? "kept  " : "missed", check.met()),
                                    PlainText.of(check.threshold(), 40),
                                    PlainText.of(check.actual(), 30)));
        }
    }

    private void outcome() {
        text.append('\n');
        text.append(marked(Finish.of(result).sentence(), result.passed())).append('\n');
    }

    private long answered() {
        return result.answers().stream().mapToLong(LoadResult.AnswerCount::count).sum();
    }

    private static void countIfAny(TextTable table, String name, long count) {
        if (count > 0) {
            table.row(name, Figures.count(count));
        }
    }

    private void heading(String heading) {
        text.append('\n').append(heading).append('\n');
    }

    private void line(String words) {
        text.append(words).append('\n');
    }

    private String marked(String words, boolean good) {
        return colour ? (good ? GREEN : RED) + words + PLAIN : words;
    }
}
