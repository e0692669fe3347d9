// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.bench;

import dev.headgate.cli.bench.BenchmarkResult.Limit;
import dev.headgate.cli.bench.BenchmarkResult.Line;
import dev.headgate.embedded.KafkaProcess;
import dev.headgate.ingest.IngestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Measures what the producer's settings cost and bring: how long events wait for others, and how
 * they are compressed, beside the defaults. Gives the result {@code producer}.
 */
final class ProducerBenchmark {

    private static final String SETTING = "ingest.kafka.producer.";
    private static final String LINGER = SETTING + "linger.ms";
    private static final String COMPRESSION = SETTING + "compression.type";
    private static final int WARM_UP_SECONDS = 10;
    private static final int BATCH_CONNECTIONS = 32;

    /** What is posted, and by how many connections. */
    private enum Load {
        SingleBy32("one event", 32),
        SingleBy128("one event", 128),
        Batches("batches of 100, events", BATCH_CONNECTIONS);

        private final String what;
        private final int connections;

        Load(String what, int connections) {
            this.what = what;
            this.connections = connections;
        }
    }

    /** Settings in which a service differs from the defaults. */
    private record Variant(String name, Map<String, String> settings) {}

    private static final List<Variant> VARIANTS =
            List.of(
                    new Variant("defaults", Map.of()),
                    new Variant("linger.ms 0", Map.of(LINGER, "0")),
                    new Variant("linger.ms 5", Map.of(LINGER, "5")),
                    new Variant("compression.type none", Map.of(COMPRESSION, "none")),
                    new Variant("compression.type lz4", Map.of(COMPRESSION, "lz4")),
                    new Variant("compression.type zstd", Map.of(COMPRESSION, "zstd")));

    /** A service with its variant, and what it has done. */
    private record Measured(Variant variant, IngestService service, Map<Load, Samples> samples) {

        Samples of(Load load) {
            return Objects.requireNonNull(samples.get(load));
        }
    }

    private final BenchmarkSettings settings;
    private final Wrk wrk;

    private ProducerBenchmark(BenchmarkSettings settings, Wrk wrk) {
        this.settings = settings;
        this.wrk = wrk;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("headgate-bench");
        Wrk wrk = Wrk.find(folder);
        try (KafkaProcess kafka = KafkaProcess.start(folder.resolve("kafka"))) {
            new ProducerBenchmark(BenchmarkSettings.ofProperties(), wrk)
                    .run(kafka.bootstrapServers());
        } finally {
            Folders.delete(folder);
        }
        System.exit(0);
    }

    private void run(String brokers) throws IOException, InterruptedException {
        var services = new ArrayList<Measured>();
        for (Variant variant : VARIANTS) {
            IngestService service = MeasuredIngest.start(brokers, variant.settings());
            var samples = new EnumMap<Load, Samples>(Load.class);
            for (Load load : Load.values()) {
                samples.put(load, new Samples());
            }
            services.add(new Measured(variant, service, samples));
            post(service, Load.SingleBy128, WARM_UP_SECONDS);
        }
        for (int round = 0; round < settings.rounds(); round++) {
            for (Load load : Load.values()) {
                for (Measured each : services) {
                    each.of(load).add(post(each.service(), load, settings.seconds()));
                }
                Progress.say(load.toString(), services.getFirst().of(load).rate());
            }
        }
        services.forEach(each -> each.service().stop());
        result(services).write(BenchmarkResult.folder());
    }

    private Samples.Sample post(IngestService service, Load load, int seconds)
            throws IOException, InterruptedException {
        boolean batches = load == Load.Batches;
        return wrk.run(
                        service.port(),
                        load.connections,
                        seconds,
                        batches ? MeasuredIngest.EVENTS : MeasuredIngest.EVENT)
                .times(batches ? MeasuredIngest.BATCH : 1);
    }

    private BenchmarkResult result(List<Measured> services) {
        var lines = new ArrayList<Line>();
        for (Load load : Load.values()) {
            Samples defaults = services.getFirst().of(load);
            lines.add(Line.limit(load.what + ", defaults", load.connections, defaults));
            for (Measured each : services.subList(1, services.size())) {
                lines.add(
                        Line.of(
                                load.what + ", " + each.variant().name(),
                                load.connections,
                                each.of(load),
                                new Limit("defaults", defaults.rate())));
            }
        }
        return new BenchmarkResult(
                "producer",
                "Events of %d bytes, %d s each. %s"
                        .formatted(
                                MeasuredIngest.EVENT.length(),
                                settings.seconds(),
                                settings.conditions()),
                lines);
    }
}
