// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import dev.headgate.autoscaler.trace.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares autoscalers and writes what came of it into {@code autoscaling.md} and its pictures.
 * Arguments: the folder of documents, and how many seeds. Ends with status 1 if a demand is not
 * met, when all is written.
 */
public final class ScalingBench {

    private static final String PAGE = "autoscaling.md";
    private static final String USAGE = "usage: ScalingBench DOCS-FOLDER SEEDS";

    /** What is shown second by second, of a set that nothing was found with. */
    private static final TrialSet SHOWN_SET = TrialSet.HELD_OUT;

    private static final String SHOWN_TRIAL = "steep flash";

    private final Path docs;
    private final int seeds;

    private ScalingBench(Path docs, int seeds) {
        this.docs = docs;
        this.seeds = seeds;
    }

    /** Runs. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2 || !arguments[1].matches("[1-9][0-9]{0,3}")) {
            System.err.println(USAGE);
            System.exit(2);
        }
        var bench = new ScalingBench(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        boolean met = true;
        for (TrialSet set : TrialSet.ALL) {
            met &= bench.compare(set);
        }
        if (!met) {
            System.exit(1);
        }
    }

    private boolean compare(TrialSet set) throws IOException, InterruptedException {
        var tournament =
                new Tournament(
                        Contestants.all(),
                        Runtime.getRuntime().availableProcessors(),
                        System.err::println);
        var comparison = new Comparison(set.name(), tournament.run(set, set.seeds(seeds)));
        String page = Files.readString(docs.resolve(PAGE));
        for (PageTable each : comparison.tables()) {
            page = each.in(page);
        }
        Files.writeString(docs.resolve(PAGE), page);
        write(
                "pareto-" + set.name(),
                ParetoPicture.of(
                        "What freshness costs: " + set.name() + " set, seeds: " + seeds,
                        comparison.keptTallies()));
        if (set.equals(SHOWN_SET)) {
            timelines(comparison);
        }
        boolean met = true;
        for (GateOutcome each : comparison.gates()) {
            System.err.println(line(set, each));
            met &= each instanceof GateOutcome.Held;
        }
        return met;
    }

    private static String line(TrialSet set, GateOutcome gate) {
        String word =
                switch (gate) {
                    case GateOutcome.Held _ -> "held";
                    case GateOutcome.Missed _ -> "MISSED";
                };
        return set.name() + ", " + gate.demand() + ": " + word + ", " + gate.sentence();
    }

    /** The trial that is shown second by second. */
    static Trial shown() {
        return SHOWN_SET.trials().apply(SHOWN_SET.firstSeed()).stream()
                .filter(each -> each.scenario().name().equals(SHOWN_TRIAL))
                .findFirst()
                .orElseThrow();
    }

    private void timelines(Comparison comparison) throws IOException {
        Trial trial = shown();
        List<String> files = List.of("slo-fit", "keda", "flink");
        List<String> contestants =
                List.of(
                        Contestants.SLO_FIT,
                        comparison.kedaIn(SHOWN_TRIAL),
                        Contestants.FLINK_TUNED);
        var runs = new ArrayList<Timeline>();
        for (String each : contestants) {
            runs.add(Timeline.of(Contestants.named(each), trial, SHOWN_SET.firstSeed()));
        }
        var bounds = TimelinePicture.Bounds.of(runs);
        for (int i = 0; i < runs.size(); i++) {
            write("run-" + files.get(i), TimelinePicture.of(runs.get(i), bounds));
        }
    }

    private void write(String name, String picture) throws IOException {
        Files.writeString(docs.resolve("images").resolve("autoscaling-" + name + ".svg"), picture);
    }
}
