// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import dev.headgate.consumer.MessagingTable.Line;
import dev.headgate.embedded.EmbeddedPostgres;
import dev.headgate.embedded.KafkaProcess;
import dev.headgate.tables.PipelineSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * Our loop beside Helidon's messaging connector: the same records, the same statement, the same
 * table. Writes its table into the decision record that quotes it; {@code -Dbench.scenes=speed}
 * tries single scenes and leaves the page as it is.
 */
public final class MessagingBenchmark {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int RECORDS = 100_000;
    private static final int PARTITIONS = 4;
    private static final int BATCH = 1_000;
    private static final Duration SPEED_MAX = Duration.ofSeconds(2);

    private final MessagingStage stage;
    private final MessagingTable table = new MessagingTable();
    private int schemas;

    /** Something that may fail with its servers. */
    private interface Scene {

        void play() throws Exception;
    }

    private MessagingBenchmark(MessagingStage stage) {
        this.stage = stage;
    }

    /** Runs the comparison: PAGE. */
    public static void main(String[] arguments) throws Exception {
        try (var folder = BenchmarkFolder.create();
                var kafka = KafkaProcess.start(folder.resolve("kafka"));
                var postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0)) {
            var stage = new MessagingStage(kafka, postgres, folder.path());
            new MessagingBenchmark(stage).run(Path.of(arguments[0]));
        }
        System.exit(0);
    }

    private void run(Path page) throws Exception {
        var records = new MessagingRecords(stage, table);
        var outages = new MessagingOutages(stage, table);
        scene("speed", this::speed);
        scene("slow", records::slowHandler);
        scene("exception", records::exception);
        scene("poison", records::poison);
        scene("deserialiser", records::deserialiser);
        scene("postgres", outages::postgres);
        scene("broker", outages::broker);
        scene("stop", outages::stop);
        scene("kill", outages::kill);
        table.write(page, conditions());
    }

    private static void scene(String name, Scene scene) throws Exception {
        Set<String> wanted = Set.of(System.getProperty("bench.scenes", "all").split(","));
        if (wanted.contains("all") || wanted.contains(name)) {
            long begin = System.nanoTime();
            scene.play();
            System.out.printf(
                    Locale.ROOT, "[%s: %.0f s]%n", name, (System.nanoTime() - begin) / 1e9);
        }
    }

    private void speed() {
        try (var rig = stage.rig(PARTITIONS)) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                MessagingStage.send(
                        rig,
                        partition,
                        RECORDS / PARTITIONS,
                        MessagingStage.EVENTS,
                        MessagingStage.DATA);
            }
            var single = new EnumMap<Contender, List<Double>>(Contender.class);
            var batches = new EnumMap<Contender, List<Double>>(Contender.class);
            for (int round = 0; round < ROUNDS; round++) {
                for (Contender contender : Contender.values()) {
                    rate(single, contender, rig, 1);
                    rate(batches, contender, rig, BATCH);
                }
            }
            put(Line.ONE_BY_ONE, single);
            put(Line.BATCHES, batches);
        }
    }

    private void put(Line line, Map<Contender, List<Double>> rates) {
        double own = median(rates, Contender.OWN);
        for (Contender contender : Contender.values()) {
            double rate = median(rates, contender);
            table.put(
                    line, contender, String.format(Locale.ROOT, "%,.0f (%.2f)", rate, rate / own));
        }
    }

    private static double median(Map<Contender, List<Double>> rates, Contender contender) {
        return BenchmarkFigures.median(Objects.requireNonNull(rates.get(contender)));
    }

    private void rate(Map<Contender, List<Double>> rates, Contender contender, Rig rig, int batch) {
        var start = new Contender.Start(batch, false, fresh(rig));
        try (Contender.Running running = contender.start(start)) {
            rates.computeIfAbsent(contender, _ -> new ArrayList<>()).add(measured(running));
        }
    }

    /** The rig's topic with a schema and a group of their own; without a handler. */
    private Map<String, String> fresh(Rig rig) {
        schemas++;
        String schema = "hg_messaging_" + schemas;
        PipelineSchema.migrate(
                stage.postgres().jdbcUrl(),
                stage.postgres().username(),
                stage.postgres().password(),
                schema);
        return rig.settings(
                "consumer.database.schema",
                schema,
                "consumer.kafka.group-id",
                "bench." + schemas,
                "consumer.deduplicate",
                "Never");
    }

    /** From the first rows on, until all have landed or the time is over. */
    private static double measured(Contender.Running running) {
        MessagingStage.until(Duration.ofSeconds(20), () -> running.landed() > 0);
        long first = running.landed();
        long begin = System.nanoTime();
        MessagingStage.until(SPEED_MAX, () -> running.landed() == RECORDS);
        return (running.landed() - first) / ((System.nanoTime() - begin) / 1e9);
    }

    private static String conditions() {
        return String.format(
                Locale.ROOT,
                "helidon-messaging-kafka %s, kafka-clients %s, Java %s; Kafka (a process of its own),"
                        + " PostgreSQL and consumer share %d cores. Speed: %,d records of about 270"
                        + " bytes, %d partitions, deduplicate: Never, at most %d s each, %s; in"
                        + " parentheses the ratio to our loop. Slow handler: 200 ms for each record of"
                        + " one of two partitions, batches of %d, max.poll.interval.ms of 5 s and %d s"
                        + " to look on, memory-bytes-max of 16 MiB; the other partition's second thousand"
                        + " comes after 3 s. Servers"
                        + " and consumers are killed (SIGKILL; PostgreSQL by an immediate stop) among"
                        + " %,d records of half a millisecond each.",
                System.getProperty("bench.messaging-version", "unknown"),
                AppInfoParser.getVersion(),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                RECORDS,
                PARTITIONS,
                SPEED_MAX.toSeconds(),
                ROUNDS == 1 ? "one round" : "medians of " + ROUNDS + " interleaved rounds",
                MessagingRecords.SLOW_BATCH,
                MessagingRecords.SLOW_SECONDS,
                MessagingOutages.STREAM);
    }
}
