// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.bench;

import dev.headgate.cli.Headgate;
import dev.headgate.cli.bench.Samples.Sample;
import dev.headgate.loadtest.report.ResultFile;
import dev.headgate.loadtest.result.LoadResult;
import dev.headgate.loadtest.result.Second;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The project's own generator, {@code headgate load}, in a process of its own. */
final class LoadTool {

    /** What its JVM needs until its code is compiled; neither rates nor latencies count it. */
    static final int WARM_UP_SECONDS = 3;

    /** As long as its compiler still works, it takes the cores whose latency is measured. */
    private static final int OPEN_WARM_UP_SECONDS = 15;

    private final Path folder;

    LoadTool(Path folder) {
        this.folder = folder;
    }

    /** Events to send in turn: one event with a hundred keys. */
    static Path events(Path folder, String event) throws IOException {
        return Files.write(
                folder.resolve("events.ndjson"),
                IntStream.rangeClosed(1, 100)
                        .mapToObj(n -> event.replace("user-4711", "user-" + n))
                        .toList());
    }

    /**
     * Posts as fast as it is answered; what it counts before its warm-up has ended is left out of
     * the sample.
     */
    Sample closed(int port, int connections, int seconds, int batch, Path events)
            throws IOException, InterruptedException {
        return sample(port, connections, WARM_UP_SECONDS, seconds, events, "--batch", "" + batch);
    }

    /** Posts single events at a rate that does not wait for answers. */
    Sample open(int port, int connections, int seconds, double rate, Path events)
            throws IOException, InterruptedException {
        return sample(
                port,
                connections,
                OPEN_WARM_UP_SECONDS,
                seconds,
                events,
                "--rate",
                "%.0f".formatted(rate));
    }

    private Sample sample(
            int port, int connections, int warmUp, int seconds, Path events, String... how)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<String>();
        arguments.addAll(
                List.of(
                        "--target",
                        "http://127.0.0.1:" + port + "/v1/events",
                        "--connections",
                        "" + connections,
                        "--duration",
                        warmUp + seconds + "s",
                        "--warm-up",
                        warmUp + "s",
                        "--events",
                        events.toString()));
        arguments.addAll(List.of(how));
        LoadResult result = run(arguments);
        if (!result.answers().stream().allMatch(answer -> answer.answer().startsWith("202"))) {
            throw new IllegalStateException("not every event was accepted: " + result.answers());
        }
        return new Sample(rate(result, warmUp, seconds), result.latency().p99() / 1e3);
    }

    /** Runs it with arguments of the caller's. */
    LoadResult run(List<String> arguments) throws IOException, InterruptedException {
        Path out = Files.createTempDirectory(folder, "load");
        var all = new ArrayList<String>();
        all.add("load");
        all.addAll(arguments);
        all.add("--out");
        all.add(out.toString());
        Tool.java(Headgate.class.getName(), all);
        return ResultFile.read(out.resolve(ResultFile.NAME));
    }

    /** Answers a second in the full seconds after the warm-up. */
    private static double rate(LoadResult result, int warmUp, int seconds) {
        return result.seconds().stream()
                        .filter(second -> second.second() >= warmUp)
                        .limit(seconds)
                        .mapToLong(Second::answered)
                        .sum()
                / (double) seconds;
    }
}
