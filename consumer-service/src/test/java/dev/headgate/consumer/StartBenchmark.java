// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.WATERMARK;

import dev.headgate.embedded.EmbeddedPostgres;
import dev.headgate.embedded.KafkaProcess;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Measures how long a consumer takes from the start of its process to its first heartbeat in the
 * group, and to its first partition in a group where another member has them all: with the image's
 * cache and without, under the group settings of brokers that Headgate starts and under Kafka's
 * defaults. Seen from outside, by the broker and by the tables. Writes {@code start.json}, which
 * {@code make bench} puts into {@code docs/performance.md}, and the list of classes that {@link
 * StartTraining} loads.
 */
public final class StartBenchmark {

    private static final int ROUNDS = Integer.getInteger("bench.start-rounds", 5);
    private static final int PARTITIONS = 8;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final Path CLASSES =
            Path.of("src/main/resources/dev/headgate/consumer", StartTraining.CLASSES);

    private static final Pattern LOADED =
            Pattern.compile(
                    "] ((?:dev|com\\.zaxxer|io|org)\\.[A-Za-z0-9_.]+(?:\\$[A-Za-z0-9_]+)*) source: (?!.*Lambda)");

    private final Rig rig;
    private final Artifact artifact;
    private final Path folder;

    /** The group's settings, each as Kafka names it. */
    private enum Brokers {
        OURS("6000", "1000", "0"),
        DEFAULTS("45000", "5000", "1000");

        private final String session;
        private final String heartbeat;
        private final String assignment;

        Brokers(String session, String heartbeat, String assignment) {
            this.session = session;
            this.heartbeat = heartbeat;
            this.assignment = assignment;
        }

        Map<String, String> group() {
            return Map.of(
                    "consumer.session.timeout.ms", session,
                    "consumer.heartbeat.interval.ms", heartbeat,
                    "consumer.assignment.interval.ms", assignment);
        }
    }

    private StartBenchmark(Rig rig, Artifact artifact, Path folder) {
        this.rig = rig;
        this.artifact = artifact;
        this.folder = folder;
    }

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws Exception {
        try (var folder = BenchmarkFolder.create();
                var kafka = KafkaProcess.start(folder.resolve("kafka"));
                var postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0);
                var rig = Rig.of(kafka.bootstrapServers(), postgres, PARTITIONS)) {
            new StartBenchmark(rig, Artifact.in(folder.resolve("image")), folder.path()).run();
        }
        System.exit(0);
    }

    private void run() throws Exception {
        listClasses();
        ConsumerService other = rig.start();
        until(() -> owners() == 1);
        var millis = new LinkedHashMap<String, List<Double>>();
        for (Brokers brokers : Brokers.values()) {
            set(brokers);
            for (int round = 0; round < ROUNDS; round++) {
                for (boolean cached : List.of(false, true)) {
                    measure(brokers, cached, millis);
                }
            }
        }
        other.stop();
        write(millis);
    }

    private void measure(Brokers brokers, boolean cached, Map<String, List<Double>> millis)
            throws Exception {
        long begin = System.nanoTime();
        Process joiner = start(cached);
        until(() -> members() == 2);
        double heartbeat = (System.nanoTime() - begin) / 1e6;
        until(() -> owners() == 2);
        double owned = (System.nanoTime() - begin) / 1e6;
        joiner.destroy();
        joiner.waitFor();
        until(() -> members() == 1 && owners() == 1);
        String how = cached ? ", with the cache" : ", without";
        if (brokers == Brokers.OURS) {
            add(millis, "first heartbeat" + how, heartbeat);
        }
        add(
                millis,
                "first partition"
                        + (brokers == Brokers.OURS ? ", our group settings" : ", Kafka's defaults")
                        + how,
                owned);
    }

    private static void add(Map<String, List<Double>> millis, String what, double value) {
        millis.computeIfAbsent(what, _ -> new ArrayList<>()).add(value);
        System.out.printf(Locale.ROOT, "%s: %.0f ms%n", what, value);
    }

    private Process start(boolean cached, String... options) throws IOException {
        Path file = Files.createTempFile(folder, "settings", ".properties");
        var properties = new Properties();
        properties.putAll(rig.settings());
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        var arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of(Main.class.getName(), "--config", file.toString()));
        return artifact.start(
                folder.resolve("joiner.log"), cached, arguments.toArray(String[]::new));
    }

    /** Notes which classes a real start loads that the training does not come by itself to. */
    private void listClasses() throws Exception {
        rig.sendEvents(0, 100);
        Process alone = start(false, "-Xlog:class+load:file=" + folder.resolve("real.log"));
        rig.awaitRows(100);
        alone.destroy();
        alone.waitFor();
        artifact.start(
                        folder.resolve("bare.out"),
                        false,
                        "-Xlog:class+load:file=" + folder.resolve("bare.log"),
                        StartTraining.class.getName(),
                        StartTraining.BARE)
                .waitFor();
        var classes = loaded(folder.resolve("real.log"));
        classes.removeAll(loaded(folder.resolve("bare.log")));
        Files.write(CLASSES, classes);
        until(() -> members() == 0);
    }

    /** Classes that have a name for others too. */
    private static SortedSet<String> loaded(Path log) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.map(LOADED::matcher)
                    .filter(Matcher::find)
                    .map(line -> line.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void set(Brokers brokers) throws InterruptedException, ExecutionException {
        var operations =
                brokers.group().entrySet().stream()
                        .map(each ->
                                new AlterConfigOp(
                                        new ConfigEntry(each.getKey(), each.getValue()),
                                        AlterConfigOp.OpType.SET))
                        .toList();
        rig.admin()
                .incrementalAlterConfigs(
                        Map.of(
                                new ConfigResource(ConfigResource.Type.GROUP, rig.group()),
                                operations))
                .all()
                .get();
    }

    private int members() {
        try {
            Admin admin = rig.admin();
            return Objects.requireNonNull(
                            admin.describeConsumerGroups(List.of(rig.group()))
                                    .all()
                                    .get()
                                    .get(rig.group()))
                    .members()
                    .size();
        } catch (ExecutionException _) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many instances own partitions; a table of eight rows is all that is read. */
    private int owners() {
        return rig.dsl().selectDistinct(WATERMARK.OWNER).from(WATERMARK).fetch().size();
    }

    private static void until(BooleanSupplier reached) {
        long begin = System.nanoTime();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() - begin > PATIENCE_NS) {
                throw new IllegalStateException("waited for too long");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** Writes the figures in the form of the page's other benchmarks. */
    private static void write(Map<String, List<Double>> millis) throws IOException {
        var lines = new ArrayList<Map<String, Object>>();
        millis.forEach((what, values) ->
                lines.add(Map.of("what", what, "p50Ms", BenchmarkFigures.median(values))));
        String conditions =
                String.format(
                        Locale.ROOT,
                        "From the start of the process. %d partitions, held by one other member."
                                + " Everything shares %d cores; Java %s; medians of %d"
                                + " interleaved rounds.",
                        PARTITIONS,
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        ROUNDS);
        BenchmarkFigures.write("start", conditions, lines);
    }
}
