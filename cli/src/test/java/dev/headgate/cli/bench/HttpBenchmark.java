// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.bench;

import dev.headgate.cli.bench.BenchmarkResult.Limit;
import dev.headgate.cli.bench.BenchmarkResult.Line;
import dev.headgate.cli.bench.Samples.Sample;
import dev.headgate.embedded.KafkaProcess;
import dev.headgate.ingest.IngestService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Measures posts against a real broker, a process of its own, by wrk and by {@code headgate load},
 * beside a Helidon server that reads and drops, and beside Kafka's own producer-perf: all on this
 * machine, in turn. Gives two results: {@code ingest} and {@code generator}.
 */
final class HttpBenchmark {

    private static final int[] CONNECTIONS = {32, 128};
    private static final double HALF = 0.5;

    /** After so long at full load neither the service nor the broker gets faster any more. */
    private static final int WARM_UP_SECONDS = 20;

    private final BenchmarkSettings settings;
    private final Path folder;
    private final Wrk wrk;
    private final LoadTool load;
    private final Path events;
    private final Samples producer = new Samples();

    /** What is posted, by what, to whom. */
    private enum Measurement {
        NoOpByWrk,
        NoOpByLoad,
        SingleByWrk,
        SingleByLoad,
        SingleAtHalf,
        NoOpAtHalf,
        BatchByWrk,
        BatchByLoad
    }

    private HttpBenchmark(BenchmarkSettings settings, Path folder, Wrk wrk) throws Exception {
        this.settings = settings;
        this.folder = folder;
        this.wrk = wrk;
        this.load = new LoadTool(folder);
        this.events = LoadTool.events(folder, MeasuredIngest.EVENT);
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("headgate-bench");
        Wrk wrk = Wrk.find(folder);
        try (KafkaProcess kafka = KafkaProcess.start(folder.resolve("kafka"))) {
            new HttpBenchmark(BenchmarkSettings.ofProperties(), folder, wrk)
                    .run(kafka.bootstrapServers());
        } finally {
            Folders.delete(folder);
        }
        System.exit(0);
    }

    private void run(String brokers) throws Exception {
        IngestService ingest = MeasuredIngest.start(brokers, Map.of());
        var byConnections = new ArrayList<Map<Measurement, Samples>>();
        try (NoOpServer nothing = NoOpServer.start()) {
            for (int connections : CONNECTIONS) {
                wrk.run(nothing.port(), connections, WARM_UP_SECONDS, MeasuredIngest.EVENT);
                wrk.run(ingest.port(), connections, WARM_UP_SECONDS, MeasuredIngest.EVENT);
                byConnections.add(new EnumMap<>(Measurement.class));
            }
            wrk.run(ingest.port(), CONNECTIONS[0], WARM_UP_SECONDS, MeasuredIngest.EVENTS);
            for (int round = 0; round < settings.rounds(); round++) {
                for (int i = 0; i < CONNECTIONS.length; i++) {
                    round(byConnections.get(i), CONNECTIONS[i], nothing.port(), ingest.port());
                }
                Sample sample = ProducerPerf.run(folder, brokers, "orders", MeasuredIngest.EVENT);
                producer.add(sample);
                Progress.say("producer-perf", sample.rate());
            }
        }
        ingest.stop();
        ingestResult(byConnections).write(BenchmarkResult.folder());
        generatorResult(byConnections).write(BenchmarkResult.folder());
    }

    private void round(Map<Measurement, Samples> samples, int connections, int noOp, int ingest)
            throws Exception {
        for (Measurement measurement : Measurement.values()) {
            Sample sample = measure(measurement, new Lines(connections, samples), noOp, ingest);
            samples.computeIfAbsent(measurement, _ -> new Samples()).add(sample);
            Progress.say("%s at %d connections".formatted(measurement, connections), sample.rate());
        }
    }

    private Sample measure(Measurement measurement, Lines before, int noOp, int ingest)
            throws Exception {
        int connections = before.connections();
        int seconds = settings.seconds();
        return switch (measurement) {
            case NoOpByWrk -> wrk.run(noOp, connections, seconds, MeasuredIngest.EVENT);
            case NoOpByLoad -> load.closed(noOp, connections, seconds, 1, events);
            case SingleByWrk -> wrk.run(ingest, connections, seconds, MeasuredIngest.EVENT);
            case SingleByLoad -> load.closed(ingest, connections, seconds, 1, events);
            case SingleAtHalf ->
                    load.open(ingest, connections, seconds, before.halfOfSingle(), events);
            case NoOpAtHalf -> load.open(noOp, connections, seconds, before.halfOfSingle(), events);
            case BatchByWrk ->
                    wrk.run(ingest, connections, seconds, MeasuredIngest.EVENTS)
                            .times(MeasuredIngest.BATCH);
            case BatchByLoad ->
                    load.closed(ingest, connections, seconds, MeasuredIngest.BATCH, events)
                            .times(MeasuredIngest.BATCH);
        };
    }

    private BenchmarkResult ingestResult(List<Map<Measurement, Samples>> byConnections) {
        var singles = new ArrayList<Line>();
        var batches = new ArrayList<Line>();
        batches.add(Line.limit("Kafka's producer-perf, events", null, producer));
        var ofKafka = new Limit("producer-perf", producer.rate());
        for (int i = 0; i < CONNECTIONS.length; i++) {
            var samples = new Lines(CONNECTIONS[i], byConnections.get(i));
            singles.add(samples.limit("no-op POST", Measurement.NoOpByWrk));
            singles.add(
                    samples.of(
                            "one event",
                            Measurement.SingleByWrk,
                            samples.as("no-op POST", Measurement.NoOpByWrk)));
            singles.add(
                    samples.of(
                            "one event, at half that rate",
                            Measurement.SingleAtHalf,
                            samples.as("the line above", Measurement.SingleByWrk)));
            singles.add(samples.limit("no-op POST, at that rate", Measurement.NoOpAtHalf));
            batches.add(samples.of("batches of 100, events", Measurement.BatchByWrk, ofKafka));
        }
        singles.addAll(batches);
        return new BenchmarkResult("ingest", conditions(), singles);
    }

    private BenchmarkResult generatorResult(List<Map<Measurement, Samples>> byConnections) {
        var lines = new ArrayList<Line>();
        for (int i = 0; i < CONNECTIONS.length; i++) {
            var samples = new Lines(CONNECTIONS[i], byConnections.get(i));
            lines.addAll(samples.pair("no-op POST", Measurement.NoOpByWrk, Measurement.NoOpByLoad));
            lines.addAll(
                    samples.pair("one event", Measurement.SingleByWrk, Measurement.SingleByLoad));
            lines.addAll(
                    samples.pair(
                            "batches of 100, events",
                            Measurement.BatchByWrk,
                            Measurement.BatchByLoad));
        }
        return new BenchmarkResult("generator", conditions(), lines);
    }

    /** The samples of one number of connections as lines of a table. */
    private record Lines(int connections, Map<Measurement, Samples> samples) {

        Line limit(String what, Measurement measured) {
            return Line.limit(what, connections, of(measured));
        }

        Line of(String what, Measurement measured, Limit limit) {
            return Line.of(what, connections, of(measured), limit);
        }

        /** The same posts by wrk and by the project's generator, beside wrk's. */
        List<Line> pair(String what, Measurement byWrk, Measurement byLoad) {
            return List.of(
                    limit(what + ", wrk", byWrk),
                    of(what + ", headgate load", byLoad, as("wrk", byWrk)));
        }

        /** Half of what was answered of single events so far. */
        double halfOfSingle() {
            return HALF * of(Measurement.SingleByWrk).rate();
        }

        Limit as(String name, Measurement measured) {
            return new Limit(name, of(measured).rate());
        }

        private Samples of(Measurement measured) {
            return Objects.requireNonNull(samples.get(measured));
        }
    }

    private String conditions() {
        return "Events of %d bytes, %d s each. %s"
                .formatted(
                        MeasuredIngest.EVENT.length(), settings.seconds(), settings.conditions());
    }
}
