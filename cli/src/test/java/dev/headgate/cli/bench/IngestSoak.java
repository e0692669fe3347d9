// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.bench;

import dev.headgate.cli.KafkaAdmin;
import dev.headgate.cli.bench.IngestSoakResult.Line;
import dev.headgate.embedded.KafkaProcess;
import dev.headgate.ingest.IngestService;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Posts to the ingest service for ten minutes, at full speed and from connections that come and go,
 * and much that it refuses, each time something that it has not seen before: what it holds in
 * memory must not grow. The JVM has the heap that the chart gives it, and nothing else in it.
 */
final class IngestSoak {

    private static final int SINGLE_SECONDS = 30;
    private static final int SINGLE_CONNECTIONS = 128;
    private static final int BATCH_SECONDS = 15;
    private static final int BATCH_CONNECTIONS = 8;
    private static final int STRANGERS = 2_000;
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final long BYTES_OF_KIBIBYTE = 1 << 10;

    /** So that ten minutes of events do not fill a disk. */
    private static final String LOG_BYTES_MAX = "16777216";

    /** Of requests that are seen once, with the status that answers them. */
    private enum Kind {
        LOST(404),
        BROKEN(400),
        INVALID(422),
        GOOD(202);

        private final int status;

        Kind(int status) {
            this.status = status;
        }
    }

    private final Wrk wrk;
    private final IngestService service;
    private final HttpClient client = HttpClient.newHttpClient();
    private long strangers;

    private IngestSoak(Wrk wrk, IngestService service) {
        this.wrk = wrk;
        this.service = service;
    }

    /** Runs it: PAGE, where the table goes. */
    public static void main(String[] arguments) throws Exception {
        Path page = Path.of(arguments[0]);
        Path folder = Files.createTempDirectory("headgate-soak");
        Wrk wrk = Wrk.find(folder);
        IngestSoakResult result;
        try (KafkaProcess kafka = KafkaProcess.start(folder.resolve("kafka"))) {
            IngestService service = MeasuredIngest.start(kafka.bootstrapServers(), Map.of());
            keepLogSmall(kafka.bootstrapServers());
            result = new IngestSoak(wrk, service).run(Integer.getInteger("headgate.soak.rounds"));
            service.stop();
        } finally {
            Folders.delete(folder);
        }
        System.out.println(result.table());
        List<String> violations = result.violations();
        violations.forEach(System.err::println);
        if (violations.isEmpty()) {
            Files.writeString(
                    page,
                    PageTable.of("ingest-soak", "make ingest-soak")
                            .in(Files.readString(page), result.table()));
        }
        System.exit(violations.isEmpty() ? 0 : 1);
    }

    private static void keepLogSmall(String brokers) {
        try (KafkaAdmin admin = KafkaAdmin.of(brokers)) {
            admin.configure(
                    new ConfigResource(ConfigResource.Type.TOPIC, "orders"),
                    Stream.of(TopicConfig.SEGMENT_BYTES_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG)
                            .map(name ->
                                    new AlterConfigOp(
                                            new ConfigEntry(name, LOG_BYTES_MAX),
                                            AlterConfigOp.OpType.SET))
                            .toList());
        }
    }

    private IngestSoakResult run(int rounds) throws IOException, InterruptedException {
        var lines = new ArrayList<Line>();
        for (int round = 0; round < rounds; round++) {
            load();
            lines.add(line());
            System.err.println(lines.getLast());
        }
        return new IngestSoakResult(lines);
    }

    private void load() throws IOException, InterruptedException {
        wrk.run(service.port(), SINGLE_CONNECTIONS, SINGLE_SECONDS, MeasuredIngest.EVENT);
        wrk.run(service.port(), BATCH_CONNECTIONS, BATCH_SECONDS, MeasuredIngest.EVENTS);
        for (int i = 0; i < STRANGERS; i++) {
            stranger(strangers++);
        }
    }

    /** A request that shares neither type, id, key, path nor header with any other. */
    private void stranger(long number) throws IOException, InterruptedException {
        Kind kind = Kind.values()[(int) (number % Kind.values().length)];
        HttpRequest request =
                HttpRequest.newBuilder()
                        .uri(
                                URI.create(
                                        "http://127.0.0.1:%d/%s"
                                                .formatted(service.port(), path(kind, number))))
                        .header("Content-Type", "application/json")
                        .header("X-Retry-Count", "" + number)
                        .header("X-Number-" + number, "" + number)
                        .POST(BodyPublishers.ofString(body(kind, number)))
                        .build();
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        if (status != kind.status) {
            throw new IllegalStateException("stranger %d: %d".formatted(number, status));
        }
    }

    private static String path(Kind kind, long number) {
        return kind == Kind.LOST ? "lost-" + number : "v1/events";
    }

    private static String body(Kind kind, long number) {
        return "{\"id\":\"i-%1$d\",\"type\":\"t%1$d.a\",\"key\":\"k%1$d\",\"%2$s\":{\"m%1$d\":%1$d}%3$s"
                .formatted(
                        number,
                        kind == Kind.INVALID ? "m" + number : "data",
                        kind == Kind.BROKEN ? "" : "}");
    }

    private Line line() throws IOException {
        System.gc();
        var memory = ManagementFactory.getMemoryMXBean();
        return new Line(
                service.counts().accepted(),
                service.counts().refused(),
                memory.getHeapMemoryUsage().getUsed(),
                memory.getNonHeapMemoryUsage().getUsed(),
                residentBytes(),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static long residentBytes() throws IOException {
        String status = Files.readString(Path.of("/proc/self/status"));
        return Long.parseLong(Tool.found(RESIDENT, status, 1)) * BYTES_OF_KIBIBYTE;
    }
}
