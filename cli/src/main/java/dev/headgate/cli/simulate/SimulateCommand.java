// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.autoscaler.bench.Contestant;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
            "1:the picture could not be written",
            "2:asked for what cannot be; nothing was simulated"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class SimulateCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private TraceOptions traces;

    @Mixin private PlantOptions plants;

    @Mixin private PromiseOptions promises;

    @Mixin private ContestOptions contests;

    @Mixin private OutputOptions outputs;

    @Override
    public Integer call() {
        TraceOptions.Arriving arriving = traces.arriving();
        Scenario scenario = arriving.scenario();
        PlantSettings plant = plants.plant(arriving.plant());
        Trial trial = FirstReplicas.trial(scenario, plant, promises.promise(plant.partitions()));
        List<Contestant> contestants = contests.contestants(trial);
        int seeds = contests.seeds();
        Optional<PictureFile> picture = outputs.picture(contestants.size());
        var outcomes = new ArrayList<Outcome>();
        long seconds = (long) scenario.seconds() * seeds * contestants.size();
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
        show(new Report(trial, Traffic.of(scenario), seeds, outcomes));
        picture.ifPresent(file -> draw(file, outcomes.getFirst().controller(), trial, simulation));
        return 0;
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
