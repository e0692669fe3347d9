// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.load;

import dev.headgate.cli.CommandFailure;
import dev.headgate.cli.PipelineArgument;
import dev.headgate.cli.Terminal;
import dev.headgate.cli.run.Addresses;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.loadtest.LoadPlan;
import dev.headgate.loadtest.LoadPlan.Model;
import dev.headgate.loadtest.LoadTest;
import dev.headgate.loadtest.RunDescription;
import dev.headgate.loadtest.live.LivePanel;
import dev.headgate.loadtest.live.LiveView;
import dev.headgate.loadtest.outcome.Ledger;
import dev.headgate.loadtest.report.Summary;
import dev.headgate.loadtest.report.Thresholds;
import dev.headgate.loadtest.result.LoadResult;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate load}: load on a pipeline, and the truth about what became of it. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = {
            "Posts events at a rate that does not depend on the answers, or as fast as they come, and",
            "looks every one of them up in PostgreSQL if asked to (--verify)."
        },
        subcommands = CompareCommand.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; every promise and threshold was kept",
            "1:a threshold was missed, or events were lost, doubled, changed or out of order",
            "2:asked for what cannot be; nothing was sent",
            "3:the target or the database cannot be reached; nothing was sent"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class LoadCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "The pipeline file: gives target, event types and tables of its run.")
    private @Nullable Path file;

    @Mixin private TargetOptions targets;

    @Mixin private RateOptions rates;

    @Mixin private WorkloadOptions workloads;

    @Mixin private CheckOptions checks;

    @Mixin private OutputOptions outputs;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Thresholds thresholds = outputs.thresholds(checks.verify());
        Optional<IngestionPipeline> pipeline =
                Optional.ofNullable(file).map(PipelineArgument::read);
        checks.requirePipeline(pipeline);
        Optional<Addresses> run = checks.run(pipeline);
        var model = rates.model();
        var workload = workloads.workload(pipeline);
        long requestsMax = requestsMax(model, workload.eventsPerRequest());
        int connections = rates.connections(model);
        int threads = Math.min(rates.threads(), connections);
        var headers = targets.headers();
        var patience = rates.patience();
        // Everything that can be wrong with the options is told before anything is reached for.
        var target = targets.target(run.map(Addresses::events).orElse(""));
        Optional<LoadTest.Database> database = checks.database(pipeline, run, out);
        var plan =
                new LoadPlan(
                        target.url(),
                        target.address(),
                        headers,
                        workload,
                        model,
                        requestsMax,
                        connections,
                        threads,
                        patience);
        String name = pipeline.map(p -> p.metadata().name()).orElse(null);
        var description =
                new RunDescription(workloads.runId(), workloads.seed(), name, settings(plan));
        try (var interruption = new Interruption()) {
            LoadResult result = run(plan, description, database, interruption);
            LoadResult checked = result.with(thresholds.check(result));
            out.print(Summary.of(checked, Terminal.drawsInPlace()));
            outputs.write(checked, out);
            out.flush();
            return checked.passed() ? 0 : CommandFailure.NOT_DONE;
        }
    }

    private LoadResult run(
            LoadPlan plan,
            RunDescription description,
            Optional<LoadTest.Database> database,
            Interruption interruption)
            throws IOException, InterruptedException {
        var log = outputs.histogramLog();
        int columns = LivePanel.columns(System.getenv("COLUMNS"));
        try (var view = LiveView.of(terminal(), Terminal.drawsInPlace(), columns)) {
            var test = new LoadTest(plan, description, database, view::show, log);
            interruption.ends(test);
            return test.run();
        }
    }

    private static PrintStream terminal() {
        return System.out;
    }

    /** The ledger has an entry for each event; a run without an end of its own ends with it. */
    private long requestsMax(Model model, int eventsPerRequest) {
        long ledger = Ledger.EVENTS_MAX / eventsPerRequest;
        long wanted = rates.requestsMax();
        if (model instanceof Model.Open(var schedule)) {
            wanted = Math.min(wanted, schedule.count());
            if (wanted < 1) {
                throw CommandFailure.invalid(
                        "At this rate not one request is due in the run's time.");
            }
            if (checks.verify() && wanted > ledger) {
                throw CommandFailure.invalid(
                        "--verify keeps account of %,d events at most, and this run has %,d; make it shorter or give --count."
                                .formatted(Ledger.EVENTS_MAX, wanted * eventsPerRequest));
            }
        }
        return checks.verify() ? Math.min(wanted, ledger) : wanted;
    }

    private Map<String, String> settings(LoadPlan plan) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("rate", rates.words());
        settings.put("duration", plan.model().duration().toSeconds() + " s");
        settings.put("connections", "" + plan.connections());
        settings.put("threads", "" + plan.threads());
        workloads.describe(settings);
        if (!plan.headers().isEmpty()) {
            settings.put(
                    "headers",
                    String.join(", ", plan.headers().stream().map(h -> h.name()).toList()));
        }
        settings.put("warm-up", plan.patience().warmUp().toMillis() + " ms");
        settings.put("answer timeout", plan.patience().answer().toMillis() + " ms");
        settings.put("sent again for", plan.patience().retry().toSeconds() + " s");
        settings.put("verified", checks.verify() ? "yes" : "no");
        return settings;
    }
}
