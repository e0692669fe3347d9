// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

import dev.headgate.cli.CommandFailure;
import dev.headgate.cli.PipelineArgument;
import dev.headgate.cli.Terminal;
import dev.headgate.loadtest.report.Summary;
import dev.headgate.loadtest.result.LoadResult;
import dev.headgate.loadtest.result.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code headgate demo}: shows that nothing is lost or doubled, whatever is killed. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Sends real events through a whole pipeline on this machine, kills a consumer and then",
            "everything in the middle, and looks every event up in the database.",
            "Exit code 0: nothing lost, doubled or changed. 1: something was."
        })
public final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--pipeline",
            paramLabel = "FILE",
            defaultValue = "examples/02-github.yaml",
            description = "The pipeline to run. Default: ${DEFAULT-VALUE}")
    private Path pipelineFile = Path.of("");

    @Option(
            names = "--events",
            paramLabel = "FILE",
            defaultValue = "examples/github-webhooks.ndjson",
            description = "Real events, one JSON object a line. Default: ${DEFAULT-VALUE}")
    private Path events = Path.of("");

    @Option(
            names = "--count",
            defaultValue = "12000",
            description = "How many events to send. Default: ${DEFAULT-VALUE}")
    private int count;

    @Option(
            names = "--per-second",
            defaultValue = "300",
            description = "How many of them a second. Default: ${DEFAULT-VALUE}, 18,000 a minute")
    private int perSecond;

    @Option(names = "--keep", description = "Keep the data folder at the end.")
    private boolean keep;

    @Override
    public Integer call() throws IOException, InterruptedException {
        for (Path file : new Path[] {pipelineFile, events}) {
            if (!Files.isReadable(file)) {
                throw CommandFailure.invalid(
                        "The file %s cannot be read; run the demonstration in Headgate's folder, or say where it is."
                                .formatted(file));
            }
        }
        if (count < 1 || perSecond < 1) {
            throw CommandFailure.invalid("--count and --per-second must be 1 or more.");
        }
        Path folder = Files.createTempDirectory("headgate-demo-");
        PrintStream out = System.out;
        var progress = new Progress(out, Terminal.drawsInPlace());
        var plan = new DemoPlan(pipelineFile, events, folder, count, perSecond);
        LoadResult result = new Demo(plan, PipelineArgument.read(pipelineFile), progress).run();
        out.println();
        out.print(Summary.of(result, Terminal.drawsInPlace()));
        out.println();
        if (!holds(result)) {
            out.println("  The promise was broken. Everything is kept in " + folder);
            return CommandFailure.NOT_DONE;
        }
        out.println("  Nothing lost, nothing doubled, nothing changed.");
        if (keep) {
            out.println("  The data is kept in " + folder);
        } else {
            delete(folder);
        }
        return 0;
    }

    /** The database is the demonstration's own, and clients repeat until they know. */
    private static boolean holds(LoadResult result) {
        Verdict verdict = result.verdict();
        return result.passed()
                && verdict != null
                && verdict.unknown() == 0
                && verdict.othersRows() == 0
                && result.requests().neverSent() == 0;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
