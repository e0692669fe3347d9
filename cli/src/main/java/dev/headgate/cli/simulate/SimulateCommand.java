// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.autoscaler.ScalerConstants;
import dev.headgate.autoscaler.ScalerSettings;
import dev.headgate.autoscaler.bench.Contestant;
import dev.headgate.autoscaler.bench.Contestants;
import dev.headgate.autoscaler.bench.Family;
import dev.headgate.autoscaler.bench.SloFitController;
import dev.headgate.autoscaler.bench.Timeline;
import dev.headgate.autoscaler.bench.TimelinePicture;
import dev.headgate.autoscaler.plant.PlantSettings;
import dev.headgate.autoscaler.plant.Scenario;
import dev.headgate.autoscaler.trace.Trial;
import dev.headgate.cli.CommandFailure;
import dev.headgate.cli.Terminal;
import dev.headgate.loadtest.report.PlainText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code headgate simulate}: a promise, tried on traffic before it is trusted. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Lets traffic come to a simulated pipeline, and shows whether its autoscaler keeps the"
                        + " promise and what that costs. Needs neither Kafka nor PostgreSQL.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, whether the promise was kept or not",
            "1:the picture or the log could not be written",
            "2:asked for what cannot be; nothing was simulated"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class SimulateCommand implements Callable<Integer> {

    private static final Set<String> WITH_REPLAY =
            Set.of("--replay", "--slo", "--min-replicas", "--max-replicas");

    @Spec private CommandSpec spec;

    @Mixin private TraceOptions traces;

    @Mixin private PlantOptions plants;

    @Mixin private PromiseOptions promises;

    @Mixin private ContestOptions contests;

    @Mixin private OutputOptions outputs;

    @Mixin private LogOptions logs;

    @Override
    public Integer call() {
        Optional<Path> log = logs.replayed();
        if (log.isPresent()) {
            replay(log.get());
        } else {
            simulate();
        }
        return 0;
    }

    private void replay(Path file) {
        for (OptionSpec each : spec.commandLine().getParseResult().matchedOptions()) {
            if (!WITH_REPLAY.contains(each.longestName())) {
                throw CommandFailure.invalid(
                        "%s means nothing to --replay, which decides on what the log saw; leave it out."
                                .formatted(each.longestName()));
            }
        }
        DecisionLog log = DecisionLog.read(file);
        PrintWriter out = spec.commandLine().getOut();
        Replay.of(log, promises.over(log.settings())).print(out);
        out.flush();
    }

    private void simulate() {
        TraceOptions.Arriving arriving = traces.arriving();
        Scenario scenario = arriving.scenario();
        PlantSettings plant = plants.plant(arriving.plant());
        Trial trial = FirstReplicas.trial(scenario, plant, promises.promise(plant.partitions()));
        List<Contestant> contestants = contests.contestants(trial);
        int seeds = contests.seeds();
        Optional<PictureFile> picture = outputs.picture(contestants.size());
        Optional<Path> log = logs.recorded(contestants, seeds);
        if (log.isEmpty()) {
            run(trial, contestants, seeds, picture);
            return;
        }
        ScalerSettings settings = SloFitController.settings(trial.promise());
        try (var recorder = new DecisionRecorder(log.get(), settings)) {
            Contestant recorded =
                    new Contestant(
                            Contestants.SLO_FIT,
                            Family.SloFit,
                            _ ->
                                    new SloFitController(
                                            settings, ScalerConstants.TUNED, recorder::record));
            run(trial, List.of(recorded), seeds, picture);
        } catch (IOException | UncheckedIOException e) {
            throw CommandFailure.notDone(
                    "The log %s could not be written: %s.".formatted(log.get(), e.getMessage()));
        }
    }

    private void run(
            Trial trial, List<Contestant> contestants, int seeds, Optional<PictureFile> picture) {
        var outcomes = new ArrayList<Outcome>();
        long seconds = (long) trial.scenario().seconds() * seeds * contestants.size();
        Simulation simulation;
        try (var progress =
                new Progress(
                        spec.commandLine().getErr(),
                        Terminal.drawsInPlace(),
                        System::nanoTime,
                        seconds)) {
            simulation = new Simulation(trial, progress, picture.isPresent());
            for (Contestant each : contestants) {
                outcomes.add(simulation.of(each, seeds));
            }
        }
        outcomes.sort(Outcome.BEST_FIRST);
        show(new Report(trial, Traffic.of(trial.scenario()), seeds, outcomes));
        picture.ifPresent(file -> draw(file, outcomes.getFirst().controller(), trial, simulation));
    }

    private void show(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        if (outputs.json()) {
            out.println(ReportJson.of(report));
        } else {
            report.print(out);
        }
        out.flush();
    }

    private static void draw(
            PictureFile file, String controller, Trial trial, Simulation simulation) {
        String trace = PlainText.of(trial.scenario().name());
        double objective = trial.promise().objectiveSeconds();
        var run = new Timeline(controller, trace, objective, simulation.moments());
        try {
            file.write(controller + ", " + trace, TimelinePicture.of(run));
        } catch (IOException e) {
            throw CommandFailure.notDone(
                    "The picture %s could not be written: %s."
                            .formatted(file.path(), e.getMessage()));
        }
    }
}
