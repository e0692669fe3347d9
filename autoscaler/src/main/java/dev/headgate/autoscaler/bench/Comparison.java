// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import dev.headgate.autoscaler.plant.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the results of a set say: who is how good, by how much, where, and whether it is enough. */
final class Comparison {

    /** A promise that is broken for no longer than this counts as kept. */
    private static final double KEPT_MINUTES = 0.1;

    private final String set;
    private final Results results;
    private final Choice keda;
    private final Choice fixed;

    /** Of the results of a set of that name. */
    Comparison(String set, Results results) {
        this.set = set;
        this.results = results;
        var oracle = new Oracle(results);
        this.keda = oracle.keda();
        this.fixed = oracle.bestStatic();
    }

    /** KEDA's best in a trial. */
    String kedaIn(String trial) {
        return keda.in(trial);
    }

    /** Tallies of the trials that can be kept, those with hindsight last. */
    List<Tally> keptTallies() {
        return tallies(results.only(keepable()));
    }

    private List<Tally> tallies(Results counted) {
        var tallies = new ArrayList<Tally>();
        counted.contestants().forEach(each -> tallies.add(counted.tally(each)));
        tallies.add(counted.tally(keda));
        tallies.add(counted.tally(fixed));
        return tallies;
    }

    /**
     * What became of the demands. Trials in which as many replicas as there may be break the
     * promise, too, do not count: of what nobody can keep, all have about as much, and it would
     * hide who keeps the rest.
     */
    List<GateOutcome> gates() {
        Results counted = results.only(keepable());
        return Gates.of(
                counted.tally(Contestants.SLO_FIT),
                counted.tally(keda),
                counted.tally(Contestants.FLINK_TUNED));
    }

    private List<String> keepable() {
        return results.trials().stream()
                .filter(trial ->
                        results.mean(Contestants.STATIC_MOST, trial, Score::violationMinutes)
                                <= KEPT_MINUTES)
                .toList();
    }

    /** The tables of the set, each for its own place in the page. */
    List<PageTable> tables() {
        return List.of(totals(), differences(), gateTable(), trials());
    }

    private Tally mine() {
        return results.tally(Contestants.SLO_FIT);
    }

    private Tally flink() {
        return results.tally(Contestants.FLINK_TUNED);
    }

    private PageTable totals() {
        var headings = new ArrayList<String>(List.of("Autoscaler"));
        for (Measure each : Measure.values()) {
            headings.add(each.heading());
        }
        var table = new PageTable(set + " totals", 1, headings);
        for (Tally each : tallies(results)) {
            if (isInTable(each)) {
                table.row(totalsRow(each));
            }
        }
        return table.note(
                "%d trials and the limited one; seeds: %d; in brackets 95 %% intervals of the means."
                        .formatted(results.trials().size(), results.seeds().size()));
    }

    /** Static numbers are in the picture; here the best of them is enough, and the greatest. */
    private static boolean isInTable(Tally tally) {
        return tally.family() != Family.Static
                || tally.hindsight()
                || tally.name().equals(Contestants.STATIC_MOST);
    }

    private static List<String> totalsRow(Tally tally) {
        var cells = new ArrayList<String>();
        cells.add(tally.family() == Family.SloFit ? "**" + tally.name() + "**" : tally.name());
        for (Measure each : Measure.values()) {
            boolean sure = each == Measure.ViolationMinutes || each == Measure.ReplicaHours;
            cells.add(
                    sure
                            ? Figures.interval(Interval.ofMean(tally.values(each)))
                            : Figures.number(tally.mean(each)));
        }
        return cells;
    }

    private PageTable differences() {
        var table =
                new PageTable(
                        set + " differences",
                        1,
                        List.of(
                                "SLO-fit beside",
                                "violation min, difference",
                                "replica-hours, ratio",
                                "changes, ratio"));
        for (Tally other : List.of(results.tally(keda), flink(), results.tally(fixed))) {
            table.row(
                    List.of(
                            other.name(),
                            Figures.interval(
                                    Interval.ofDifference(
                                            mine().values(Measure.ViolationMinutes),
                                            other.values(Measure.ViolationMinutes))),
                            ratio(Measure.ReplicaHours, other),
                            ratio(Measure.Actions, other)));
        }
        return table;
    }

    private String ratio(Measure measure, Tally other) {
        return Figures.ratio(Interval.ofRatio(mine().values(measure), other.values(measure)));
    }

    private PageTable gateTable() {
        var table = new PageTable(set + " gates", 3, List.of("Demand", "", "Because"));
        for (GateOutcome each : gates()) {
            String word =
                    switch (each) {
                        case GateOutcome.Held _ -> "held";
                        case GateOutcome.Missed _ -> "**missed**";
                    };
            table.row(List.of(each.demand(), word, each.sentence()));
        }
        var others = new ArrayList<String>(results.trials());
        others.removeAll(keepable());
        return others.isEmpty()
                ? table
                : table.note(
                        "Without trials that nobody can keep: " + String.join(", ", others) + ".");
    }

    private PageTable trials() {
        var table =
                new PageTable(
                        set + " trials",
                        1,
                        List.of(
                                "Trial",
                                Contestants.SLO_FIT,
                                Contestants.FLINK_TUNED,
                                Oracle.KEDA,
                                Oracle.STATIC));
        for (String trial : results.trials()) {
            table.row(
                    List.of(
                            trial,
                            cell(Contestants.SLO_FIT, trial),
                            cell(Contestants.FLINK_TUNED, trial),
                            cell(keda.in(trial), trial) + ": " + bare(keda, trial),
                            cell(fixed.in(trial), trial) + ": " + bare(fixed, trial)));
        }
        return table.note(
                "Violation minutes / replica-hours / changes, means over seeds; behind the colon, who"
                        + " was chosen. Where the static number with hindsight breaks the promise,"
                        + " too, no number of replicas keeps it.");
    }

    private static String bare(Choice choice, String trial) {
        return choice.in(trial).substring(choice.family().title().length() + 1);
    }

    private String cell(String contestant, String trial) {
        return String.join(
                " / ",
                mean(contestant, trial, Score::violationMinutes),
                mean(contestant, trial, Score::replicaHours),
                mean(contestant, trial, Score::actions));
    }

    private String mean(String contestant, String trial, ToDoubleFunction<Score> part) {
        return Figures.number(results.mean(contestant, trial, part));
    }
}
