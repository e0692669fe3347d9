// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.embedded.KafkaProcess;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Measures POSTs against a real broker (a child process) with wrk, beside a Helidon server that
 * reads and drops, and Kafka's own producer-perf with the same settings: all on this machine, in
 * turn, medians of three. Prints a Markdown table.
 */
final class PostBenchmark {

    private static final int RUNS = 3;
    private static final int BATCH = 100;
    private static final int PRODUCER_RECORDS = 1_000_000;
    private static final String SECONDS = System.getProperty("bench.seconds", "6");
    private static final String EVENT =
            "{\"type\":\"order.created\",\"key\":\"user-4711\",\"data\":{\"order\":123456,\"amount\":"
                    + "19.99,\"currency\":\"EUR\",\"items\":[{\"sku\":\"A-1\",\"n\":2},{\"sku\":\"B-7\","
                    + "\"n\":1}],\"note\":\"left at the door of the house\"}}";

    /** A key for each of a hundred requests in turn, so that all partitions take part. */
    private static final String SPREAD_KEYS =
            """
            local requests, turn = {}, 0
            function init(args)
              for n = 1, 100 do
                requests[n] = wrk.format(nil, nil, nil, (wrk.body:gsub("user%-4711", "user-" .. n)))
              end
            end
            function request()
              turn = turn % 100 + 1
              return requests[turn]
            end
            """;

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern FAILED =
            Pattern.compile("Non-2xx or 3xx responses: (\\d+)|Socket errors: (.*)");

    private static final Pattern PRODUCED =
            Pattern.compile(
                    PRODUCER_RECORDS + " records sent, ([0-9.]+) records/sec.* ([0-9]+) ms 99th");

    private final Path folder;

    private PostBenchmark(Path folder) {
        this.folder = folder;
    }

    private record Sample(double rate, double p99Ms) {}

    public static void main(String[] arguments) throws Exception {
        String report = System.getProperty("bench.report");
        if (report != null) {
            System.setOut(new PrintStream(report, UTF_8));
        }
        if (!Files.isExecutable(Path.of("/usr/bin/wrk"))) {
            System.err.println("wrk is needed: apt-get install wrk");
            System.exit(2);
        }
        Path folder = Files.createTempDirectory("headgate-bench");
        try (KafkaProcess kafka = KafkaProcess.start(folder.resolve("kafka"))) {
            IngestFixture.createTopics(kafka.bootstrapServers(), 12, "orders");
            new PostBenchmark(folder).run(kafka.bootstrapServers(), List.of(arguments));
        }
        System.exit(0);
    }

    private void run(String bootstrapServers, List<String> more) throws Exception {
        Map<String, String> settings = IngestFixture.settings(bootstrapServers, "orders");
        for (String setting : more) {
            settings.put(
                    setting.substring(0, setting.indexOf('=')),
                    setting.substring(setting.indexOf('=') + 1));
        }
        IngestService service = IngestService.start(IngestFixture.config(settings));
        WebServer nothing = noOp();
        String batch =
                "["
                        + String.join(",", IntStream.range(0, BATCH).mapToObj(_ -> EVENT).toList())
                        + "]";
        wrk(service.port(), 128, EVENT);
        wrk(nothing.port(), 128, EVENT);
        wrk(service.port(), 32, batch);

        Sample[] single32 = new Sample[RUNS];
        Sample[] noOp32 = new Sample[RUNS];
        Sample[] single128 = new Sample[RUNS];
        Sample[] noOp128 = new Sample[RUNS];
        Sample[] batches = new Sample[RUNS];
        Sample[] producer = new Sample[RUNS];
        for (int i = 0; i < RUNS; i++) {
            single32[i] = wrk(service.port(), 32, EVENT);
            noOp32[i] = wrk(nothing.port(), 32, EVENT);
            single128[i] = wrk(service.port(), 128, EVENT);
            noOp128[i] = wrk(nothing.port(), 128, EVENT);
            batches[i] = wrk(service.port(), 32, batch);
            producer[i] = producer(bootstrapServers);
        }
        System.out.printf(
                "# HTTP to Kafka%n%nEvents of %d bytes; service, broker and wrk share %d cores; Java %s; medians of %d. Ratios to the no-op POST and to Kafka's producer-perf (lz4, acks=all, idempotent), in the same run.%n%n",
                EVENT.length(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                RUNS);
        System.out.println("| What | per second | p99 ms | ratio |");
        System.out.println("|---|---:|---:|---:|");
        row("no-op POST, 32 connections", noOp32, 1, rate(noOp32));
        row("one event, 32 connections", single32, 1, rate(noOp32));
        row("no-op POST, 128 connections", noOp128, 1, rate(noOp128));
        row("one event, 128 connections", single128, 1, rate(noOp128));
        row("Kafka's producer-perf, events", producer, 1, rate(producer));
        row("batches of 100, 32 connections, events", batches, BATCH, rate(producer));
        service.stop();
        nothing.stop();
    }

    private static void row(String what, Sample[] samples, int events, double of) {
        double[] p99 = Arrays.stream(samples).mapToDouble(Sample::p99Ms).sorted().toArray();
        System.out.printf(
                "| %s | %,.0f | %.1f | %.2f |%n",
                what, rate(samples) * events, p99[RUNS / 2], rate(samples) * events / of);
    }

    private static double rate(Sample[] samples) {
        return Arrays.stream(samples).mapToDouble(Sample::rate).sorted().toArray()[RUNS / 2];
    }

    private static WebServer noOp() {
        return WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .addProtocol(Http1Config.builder().sendKeepAliveHeader(false).build())
                .routing(
                        HttpRouting.builder()
                                .post(
                                        "/v1/events",
                                        (req, res) -> {
                                            req.content().as(byte[].class);
                                            res.status(202).send("{}".getBytes(UTF_8));
                                        }))
                .build()
                .start();
    }

    private Sample wrk(int port, int connections, String body)
            throws IOException, InterruptedException {
        Path script = folder.resolve("post.lua");
        Files.writeString(
                script,
                "wrk.method = \"POST\"\nwrk.headers[\"Content-Type\"] = \"application/json\"\n"
                        + "wrk.body = [==["
                        + body
                        + "]==]\n"
                        + SPREAD_KEYS);
        List<String> command =
                List.of(
                        "/usr/bin/wrk",
                        "-t1",
                        "-c" + connections,
                        "-d" + SECONDS + "s",
                        "--latency",
                        "-s",
                        script.toString(),
                        "http://127.0.0.1:" + port + "/v1/events");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        Matcher failed = FAILED.matcher(output);
        if (failed.find()) {
            System.err.println("failures: " + failed.group());
        }
        return new Sample(Double.parseDouble(found(RATE, output, 1)), p99(output));
    }

    private static double p99(String output) {
        double value = Double.parseDouble(found(P99, output, 1));
        return switch (found(P99, output, 2)) {
            case "us" -> value / 1_000;
            case "s" -> value * 1_000;
            default -> value;
        };
    }

    private static String found(Pattern pattern, String output, int group) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IllegalStateException("not in what it printed: " + pattern + "\n" + output);
        }
        return matcher.group(group);
    }

    /** Kafka's own producer-perf with the service's settings, as a process of its own. */
    private Sample producer(String bootstrapServers) throws IOException, InterruptedException {
        Path payload = folder.resolve("payload.txt");
        Files.writeString(payload, EVENT);
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.apache.kafka.tools.ProducerPerformance",
                        "--topic",
                        "orders",
                        "--num-records",
                        Integer.toString(PRODUCER_RECORDS),
                        "--payload-file",
                        payload.toString(),
                        "--throughput",
                        "-1",
                        "--producer-props",
                        "bootstrap.servers=" + bootstrapServers,
                        "acks=all",
                        "enable.idempotence=true",
                        "compression.type=lz4",
                        "batch.size=65536",
                        "linger.ms=0");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return new Sample(
                Double.parseDouble(found(PRODUCED, output, 1)),
                Double.parseDouble(found(PRODUCED, output, 2)));
    }
}
