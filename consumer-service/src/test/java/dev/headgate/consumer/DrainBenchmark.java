// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import dev.headgate.consumer.landing.BareInsert;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.RecordDecoder;
import dev.headgate.embedded.EmbeddedPostgres;
import dev.headgate.embedded.KafkaProcess;
import dev.headgate.tables.PipelineSchema;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.io.IOException;
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
 * {@code make bench} puts into {@code docs/performance.md}; {@code -Dbench.records=600000} and
 * {@code -Dbench.rounds=3} are the defaults. The broker is a process of its own, as it is in life:
 * in this one its garbage would be collected at the consumer's expense.
 */
public final class DrainBenchmark {

    private static final int RECORDS = Integer.getInteger("bench.records", 600_000);
    private static final int PART = RECORDS / 3;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int PARTITIONS = 8;
    private static final int BATCH = 1_000;
    private static final int VALUE_BYTES = 270;

    private final EmbeddedPostgres postgres;
    private final Backlog all;
    private final Backlog oneLane;
    private final Backlog poisoned;
    private final Backlog foul;
    private final Map<String, List<Double>> rates = new TreeMap<>();

    /** What waits in a topic of its own. */
    private record Backlog(Rig rig, int records) {}

    private DrainBenchmark(KafkaProcess kafka, EmbeddedPostgres postgres) {
        this.postgres = postgres;
        this.all = backlog(kafka, PARTITIONS, RECORDS, 0);
        this.oneLane = backlog(kafka, 1, PART, 0);
        this.poisoned = backlog(kafka, PARTITIONS, PART, 1);
        this.foul = backlog(kafka, PARTITIONS, PART, 10);
    }

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws Exception {
        try (var folder = BenchmarkFolder.create();
                var kafka = KafkaProcess.start(folder.resolve("kafka"));
                var postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0)) {
            new DrainBenchmark(kafka, postgres).run();
        }
        System.exit(0);
    }

    private void run() throws IOException, InterruptedException {
        drain("warm_up", all, "ByEventId");
        for (int round = 0; round < ROUNDS; round++) {
            inserts(round);
            rate("lane", drain("lane_" + round, oneLane, "Never"));
            rate("never", drain("never_" + round, all, "Never"));
            rate("by_event_id", drain("by_event_id_" + round, all, "ByEventId"));
            rate("poisoned", drain("poisoned_" + round, poisoned, "Never"));
            rate("foul", drain("foul_" + round, foul, "Never"));
        }
        write();
    }

    /** The rows are read anew each time: kept, they would burden the heap of all that follows. */
    private void inserts(int round) throws InterruptedException {
        List<EventRow> rows = rows(all.rig(), PART);
        bare("bare", round, rows);
        fenced("fenced", round, rows);
    }

    private void rate(String name, double rate) {
        rates.computeIfAbsent(name, _ -> new ArrayList<>()).add(rate);
        System.out.printf(Locale.ROOT, "%-12s %,10.0f per second%n", name, rate);
    }

    /** Fills a topic; so many of a hundred records are no JSON. */
    private Backlog backlog(KafkaProcess kafka, int partitions, int records, int poisonPercent) {
        var rig = Rig.of(kafka.bootstrapServers(), postgres, partitions);
        String pad = "x".repeat(180);
        for (int n = 0; n < records; n++) {
            String id = "0198c2f0-5d3a-7000-8000-%012d".formatted(n);
            String data =
                    "{\"order\":%d,\"customer\":\"c-%d\",\"amount\":%d.50,\"items\":[1,2,3],\"note\":\"%s\"}"
                            .formatted(n, n % 9_973, n % 500, pad);
            boolean poison = n / partitions % 100 < poisonPercent;
            rig.send(n % partitions, Rig.envelope(id), poison ? data.substring(1) : data);
            if (n % 10_000 == 0) {
                rig.flush();
            }
        }
        rig.flush();
        return new Backlog(rig, records);
    }

    private static List<EventRow> rows(Rig rig, int records) {
        var decoder = new RecordDecoder();
        var kafkaRecords = new ArrayList<ConsumerRecord<byte[], byte[]>>(records);
        try (var reader =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", rig.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            reader.assign(rig.topicPartitions());
            reader.seekToBeginning(rig.topicPartitions());
            while (kafkaRecords.size() < records) {
                reader.poll(Duration.ofMillis(200)).forEach(kafkaRecords::add);
            }
        }
        kafkaRecords.sort(
                Comparator.comparingInt((ConsumerRecord<byte[], byte[]> r) -> r.partition())
                        .thenComparingLong(ConsumerRecord::offset));
        return kafkaRecords.stream().map(record -> (EventRow) decoder.decode(record)).toList();
    }

    /** Rows each second by the statement alone. */
    private void bare(String name, int round, List<EventRow> rows) throws InterruptedException {
        Config config = config(name + "_" + round, all, "Never");
        Duration took = BareInsert.run(ConsumerSettings.create(config).database(), rows, BATCH);
        rate(name, rows.size() / seconds(took));
    }

    /** Rows each second by the statement and the update of the watermark. */
    private void fenced(String name, int round, List<EventRow> rows) throws InterruptedException {
        Config config = config(name + "_" + round, all, "Never");
        Duration took = BareInsert.fenced(ConsumerSettings.create(config).database(), rows, BATCH);
        rate(name, rows.size() / seconds(took));
    }

    /** Records each second through the service, from the first batch to the last. */
    private double drain(String name, Backlog backlog, String deduplicate) {
        ConsumerService service = ConsumerService.start(config(name, backlog, deduplicate));
        long settledAtBegin = 0;
        while (settledAtBegin == 0) {
            LockSupport.parkNanos(1_000_000);
            settledAtBegin = settled(service);
        }
        long begin = System.nanoTime();
        while (settled(service) < backlog.records()) {
            LockSupport.parkNanos(1_000_000);
        }
        double rate =
                (backlog.records() - settledAtBegin)
                        / seconds(Duration.ofNanos(System.nanoTime() - begin));
        service.stop();
        return rate;
    }

    private static long settled(ConsumerService service) {
        return service.counts().rows() + service.counts().deadLettered();
    }

    private Config config(String name, Backlog backlog, String deduplicate) {
        String schema = "hg_bench_" + name;
        PipelineSchema.migrate(
                postgres.jdbcUrl(), postgres.username(), postgres.password(), schema);
        var settings =
                new TreeMap<>(
                        backlog.rig()
                                .settings(
                                        "consumer.database.schema",
                                        schema,
                                        "consumer.kafka.group-id",
                                        "bench." + name,
                                        "consumer.deduplicate",
                                        deduplicate));
        return Config.just(ConfigSources.create(settings));
    }

    /** Writes the figures in the form of the page's other benchmarks. */
    private void write() throws IOException {
        String conditions =
                String.format(
                        Locale.ROOT,
                        "%,d records of about %d bytes of data, %d partitions, 4 connections to"
                                + " PostgreSQL, batches of %,d; a third as many for the inserts, one"
                                + " partition, and poison. Everything shares %d cores; Java %s; %s.",
                        RECORDS,
                        VALUE_BYTES,
                        PARTITIONS,
                        BATCH,
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        ROUNDS == 1 ? "one round" : "medians of " + ROUNDS + " interleaved rounds");
        List<Map<String, Object>> lines =
                List.of(
                        Map.of("what", "bare insert, rows", "perSecond", median("bare")),
                        line("bare insert and watermark, rows", "fenced", "bare insert", "bare"),
                        line(
                                "one partition, deduplicate: Never",
                                "lane",
                                "the line above",
                                "fenced"),
                        line("deduplicate: Never", "never", "bare insert", "bare"),
                        line("deduplicate: ByEventId", "by_event_id", "bare insert", "bare"),
                        line("Never, 1 % of the data no JSON", "poisoned", "Never", "never"),
                        line("Never, 10 % of the data no JSON", "foul", "Never", "never"));
        BenchmarkFigures.write("drain", conditions, lines);
    }

    private Map<String, Object> line(String what, String name, String limit, String limitName) {
        return Map.of(
                "what",
                what,
                "perSecond",
                median(name),
                "ratio",
                median(name) / median(limitName),
                "limit",
                limit);
    }

    private double median(String name) {
        return BenchmarkFigures.median(rates.getOrDefault(name, List.of()));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
