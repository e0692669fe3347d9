// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.consumer.landing.BareInsert;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.RecordDecoder;
import dev.headgate.embedded.EmbeddedKafka;
import dev.headgate.embedded.EmbeddedPostgres;
import dev.headgate.tables.PipelineSchema;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Measures how fast a backlog drains: Kafka to PostgreSQL with everything on one machine, beside
 * the bare landing statement on one connection in the same run. Writes {@code drain.json}, which
 * {@code make bench} puts into {@code docs/performance.md}; {@code -Dbench.records=300000} and
 * {@code -Dbench.rounds=3} are the defaults.
 */
public final class DrainBenchmark {

    private static final int RECORDS = Integer.getInteger("bench.records", 300_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int PARTITIONS = 8;
    private static final int BATCH = 1_000;
    private static final int VALUE_BYTES = 270;

    private final EmbeddedKafka kafka;
    private final EmbeddedPostgres postgres;
    private final Rig rig;

    private DrainBenchmark(EmbeddedKafka kafka, EmbeddedPostgres postgres) {
        this.kafka = kafka;
        this.postgres = postgres;
        this.rig = Rig.of(kafka.bootstrapServers(), postgres, PARTITIONS);
    }

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("headgate-bench");
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                var postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0)) {
            new DrainBenchmark(kafka, postgres).run();
        } finally {
            delete(folder);
        }
        System.exit(0);
    }

    private void run() throws IOException, InterruptedException {
        preload();
        List<EventRow> rows = rows();
        drain("warm_up", "ByEventId");
        var bare = new ArrayList<Double>();
        var never = new ArrayList<Double>();
        var byEventId = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
            bare.add(bare("bare_" + round, rows));
            never.add(drain("never_" + round, "Never"));
            byEventId.add(drain("by_event_id_" + round, "ByEventId"));
        }
        write(median(bare), median(never), median(byEventId));
    }

    private void preload() {
        String pad = "x".repeat(180);
        for (int n = 0; n < RECORDS; n++) {
            String id = "0198c2f0-5d3a-7000-8000-%012d".formatted(n);
            String data =
                    "{\"order\":%d,\"customer\":\"c-%d\",\"amount\":%d.50,\"items\":[1,2,3],\"note\":\"%s\"}"
                            .formatted(n, n % 9_973, n % 500, pad);
            rig.send(n % PARTITIONS, Rig.envelope(id), data);
            if (n % 10_000 == 0) {
                rig.flush();
            }
        }
        rig.flush();
    }

    private List<EventRow> rows() {
        var decoder = new RecordDecoder();
        var kafkaRecords = new ArrayList<ConsumerRecord<byte[], byte[]>>(RECORDS);
        try (var reader =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            reader.assign(rig.topicPartitions());
            reader.seekToBeginning(rig.topicPartitions());
            while (kafkaRecords.size() < RECORDS) {
                reader.poll(Duration.ofMillis(200)).forEach(kafkaRecords::add);
            }
        }
        kafkaRecords.sort(
                Comparator.comparingInt((ConsumerRecord<byte[], byte[]> r) -> r.partition())
                        .thenComparingLong(ConsumerRecord::offset));
        return kafkaRecords.stream().map(record -> (EventRow) decoder.decode(record)).toList();
    }

    /** Rows each second by the statement alone. */
    private double bare(String name, List<EventRow> rows) throws InterruptedException {
        Config config = config(name, "Never");
        Duration took = BareInsert.run(ConsumerSettings.create(config).database(), rows, BATCH);
        return rows.size() / seconds(took);
    }

    /** Rows each second through the service, from its first row to its last. */
    private double drain(String name, String deduplicate) {
        ConsumerService service = ConsumerService.start(config(name, deduplicate));
        long settledAtBegin = 0;
        while (settledAtBegin == 0) {
            LockSupport.parkNanos(1_000_000);
            settledAtBegin = service.counts().rows();
        }
        long begin = System.nanoTime();
        while (service.counts().rows() < RECORDS) {
            LockSupport.parkNanos(1_000_000);
        }
        double rate =
                (RECORDS - settledAtBegin) / seconds(Duration.ofNanos(System.nanoTime() - begin));
        service.stop();
        return rate;
    }

    private Config config(String name, String deduplicate) {
        String schema = "hg_bench_" + name;
        PipelineSchema.migrate(
                postgres.jdbcUrl(), postgres.username(), postgres.password(), schema);
        var settings =
                new TreeMap<>(
                        rig.settings(
                                "consumer.database.schema",
                                schema,
                                "consumer.kafka.group-id",
                                "bench." + name,
                                "consumer.deduplicate",
                                deduplicate));
        return Config.just(ConfigSources.create(settings));
    }

    /** Writes the figures in the form of the page's other benchmarks. */
    private static void write(double bare, double never, double byEventId) throws IOException {
        String conditions =
                String.format(
                        Locale.ROOT,
                        "%,d records of about %d bytes of data, %d partitions, 4 connections to"
                                + " PostgreSQL, batches of %,d. Everything shares %d cores; Java %s;"
                                + " %s.",
                        RECORDS,
                        VALUE_BYTES,
                        PARTITIONS,
                        BATCH,
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        ROUNDS == 1 ? "one round" : "medians of " + ROUNDS + " interleaved rounds");
        List<Map<String, Object>> lines =
                List.of(
                        Map.of("what", "bare insert, rows", "perSecond", bare),
                        line("Kafka to PostgreSQL, deduplicate: Never", never, bare),
                        line("Kafka to PostgreSQL, deduplicate: ByEventId", byEventId, bare));
        Path folder = Path.of(System.getProperty("bench.results", "target/bench"));
        Files.createDirectories(folder);
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(
                        folder.resolve("drain.json").toFile(),
                        Map.of("benchmark", "drain", "conditions", conditions, "lines", lines));
    }

    private static Map<String, Object> line(String what, double rate, double bare) {
        return Map.of(
                "what", what, "perSecond", rate, "ratio", rate / bare, "limit", "bare insert");
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
