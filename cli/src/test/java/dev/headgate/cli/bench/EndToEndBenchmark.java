// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.bench;

import dev.headgate.cli.bench.BenchmarkResult.Line;
import dev.headgate.cli.run.HeadgateProcess;
import dev.headgate.embedded.FreePorts;
import dev.headgate.loadtest.result.LoadResult;
import dev.headgate.loadtest.result.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Measures a whole pipeline, {@code headgate run} with its Kafka and PostgreSQL, by {@code headgate
 * load --verify}: first how many events a second become rows when clients post as fast as they are
 * answered, then how old events are when their row is there, at half of that. Every event of every
 * run is looked up; a benchmark that loses one fails.
 */
final class EndToEndBenchmark {

    private static final Path PIPELINE = Path.of("..", "examples", "01-minimal.yaml");
    private static final int CONNECTIONS = 32;
    private static final double SHARE = 0.5;
    private static final int WARM_UP_RUNS_MIN = 4;
    private static final int WARM_UP_RUNS_MAX = 10;
    private static final double GROWTH = 1.1;
    private static final double ROUNDED_TO = 100;

    private final BenchmarkSettings settings;
    private final Path data;
    private final int port;
    private final LoadTool load;

    private EndToEndBenchmark(BenchmarkSettings settings, Path folder, int port) {
        this.settings = settings;
        this.data = folder.resolve("data");
        this.port = port;
        this.load = new LoadTool(folder);
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("headgate-bench");
        int port = FreePorts.next();
        var benchmark = new EndToEndBenchmark(BenchmarkSettings.ofProperties(), folder, port);
        try (HeadgateProcess _ =
                HeadgateProcess.run(folder, PIPELINE, folder.resolve("data"), port)) {
            benchmark.run();
        } finally {
            Folders.delete(folder);
        }
        System.exit(0);
    }

    private void run() throws IOException, InterruptedException {
        double rate = ROUNDED_TO * Math.floor(SHARE * warmedUp() / ROUNDED_TO);
        var rows = new ArrayList<Double>();
        var sent = new ArrayList<Double>();
        var p50Ms = new ArrayList<Double>();
        var p99Ms = new ArrayList<Double>();
        long lost = 0;
        for (int round = 0; round < settings.rounds(); round++) {
            rows.add(rowsPerSecond(closed()));
            LoadResult open = open(rate);
            Verdict verdict = verdict(open);
            sent.add(open.requests().eventsPerSecond());
            p50Ms.add(verdict.acceptToRow().p50() / 1e3);
            p99Ms.add(verdict.acceptToRow().p99() / 1e3);
            lost += verdict.lost().count();
        }
        new BenchmarkResult(
                        "end-to-end",
                        "Single events, %d s each. %s"
                                .formatted(settings.seconds(), settings.conditions()),
                        List.of(
                                new Line(
                                        "posts as fast as answered, until their rows",
                                        CONNECTIONS,
                                        Samples.median(rows),
                                        null,
                                        null,
                                        null,
                                        null,
                                        null),
                                new Line(
                                        "a steady rate, from accepted to row",
                                        null,
                                        Samples.median(sent),
                                        Samples.median(p50Ms),
                                        Samples.median(p99Ms),
                                        Samples.median(sent) / Samples.median(rows),
                                        "the line above",
                                        lost)))
                .write(BenchmarkResult.folder());
    }

    /**
     * Loads the pipeline until its rate grows no more, and gives that rate: it is a whole platform
     * in a JVM that has just started, and for a minute most of what it does is compile itself.
     */
    private double warmedUp() throws IOException, InterruptedException {
        double before = 0;
        double rate = rowsPerSecond(closed());
        for (int run = 1; run < WARM_UP_RUNS_MIN || rate > GROWTH * before; run++) {
            if (run == WARM_UP_RUNS_MAX) {
                break;
            }
            before = rate;
            rate = rowsPerSecond(closed());
        }
        return rate;
    }

    private LoadResult closed() throws IOException, InterruptedException {
        return load("--connections", "" + CONNECTIONS);
    }

    private LoadResult open(double rate) throws IOException, InterruptedException {
        return load("--rate", "%.0f".formatted(rate));
    }

    private LoadResult load(String... how) throws IOException, InterruptedException {
        var arguments = new ArrayList<String>();
        arguments.add(PIPELINE.toString());
        arguments.addAll(List.of(how));
        arguments.addAll(
                List.of(
                        "--data",
                        data.toString(),
                        "--target",
                        "http://127.0.0.1:" + port + "/v1/events",
                        "--duration",
                        LoadTool.WARM_UP_SECONDS + settings.seconds() + "s",
                        "--warm-up",
                        LoadTool.WARM_UP_SECONDS + "s",
                        "--verify"));
        LoadResult result = load.run(arguments);
        Progress.say("end to end with " + String.join(" ", how), rowsPerSecond(result));
        return result;
    }

    private static Verdict verdict(LoadResult result) {
        return Objects.requireNonNull(result.verdict(), "the run was not verified");
    }

    /**
     * Rows a second, from the first post to the last row: the last event is accepted at the end and
     * waits behind all others, so it lands as long after that as the oldest event waited.
     */
    private static double rowsPerSecond(LoadResult result) {
        Verdict verdict = verdict(result);
        double lastRowSeconds = verdict.acceptToRow().max() / 1e6;
        return verdict.rows() / (result.run().durationSeconds() + lastRowSeconds);
    }
}
