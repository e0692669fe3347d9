// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.contract.event.EventEnvelope;
import dev.headgate.contract.event.HeaderField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer that sends numbered events in bursts, by chance of a seed, and remembers what became
 * of each. It runs beside the test until it is told to finish or all is sent.
 */
final class Workload implements AutoCloseable {

    private static final String TYPE = "order.created";
    private static final int BURST_MAX = 200;
    private static final int NOTE_MAX = 300;

    /**
     * What became of the sends.
     *
     * @param acked where Kafka has said that it keeps them
     * @param unknown how many were not acknowledged: they may be there or not
     */
    record Sent(List<Coordinate> acked, int unknown) {

        static final Sent NOTHING = new Sent(List.of(), 0);

        Sent and(Sent later) {
            var all = new ArrayList<>(acked);
            all.addAll(later.acked);
            return new Sent(all, unknown + later.unknown);
        }
    }

    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> sends = new ArrayList<>();
    private final Scene scene;
    private final Random random;
    private final String name;
    private final String type;
    private final int partitions;
    private final Thread thread;
    private volatile boolean finishing;

    private Workload(Scene scene, String name, String type, Random random, Plan plan) {
        this.scene = scene;
        this.name = name;
        this.type = type;
        this.random = new Random(random.nextLong());
        this.partitions = scene.topicPartitions().size();
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                scene.bootstrapServers(),
                                "linger.ms",
                                "5",
                                "compression.type",
                                "lz4",
                                "acks",
                                "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        this.thread = Thread.ofPlatform().name("workload").unstarted(() -> run(plan));
    }

    /**
     * How much is sent.
     *
     * @param events how many events at most
     * @param pauseMax the longest pause between two bursts
     */
    record Plan(int events, Duration pauseMax) {}

    /** Sends so many events, as fast as it can, and waits for all of it. */
    static Sent send(Scene scene, String name, Random random, int events) {
        return send(scene, name, TYPE, random, events);
    }

    /** The same with events of another type. */
    static Sent send(Scene scene, String name, String type, Random random, int events) {
        var plan = new Plan(events, Duration.ZERO);
        try (var workload = begun(new Workload(scene, name, type, random, plan))) {
            workload.thread.join();
            return workload.finish();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Begins to send beside the test. */
    static Workload start(Scene scene, String name, Random random, Plan plan) {
        return begun(new Workload(scene, name, TYPE, random, plan));
    }

    private static Workload begun(Workload workload) {
        workload.thread.start();
        return workload;
    }

    /** Waits until all that was planned is sent, and says what became of it. */
    Sent sentAll() throws InterruptedException {
        thread.join();
        return finish();
    }

    /** Sends no more, and says what became of what was sent. */
    Sent finish() throws InterruptedException {
        finishing = true;
        thread.join();
        producer.flush();
        var acked = new ArrayList<Coordinate>();
        int unknown = 0;
        for (Future<RecordMetadata> send : sends) {
            try {
                RecordMetadata kept = send.get();
                acked.add(new Coordinate(kept.partition(), kept.offset()));
            } catch (ExecutionException _) {
                unknown++;
            }
        }
        return new Sent(acked, unknown);
    }

    private void run(Plan plan) {
        int sent = 0;
        while (sent < plan.events() && !finishing) {
            int burst = Math.min(1 + random.nextInt(BURST_MAX), plan.events() - sent);
            for (int i = 0; i < burst; i++) {
                send(name + "-" + sent++);
            }
            if (plan.pauseMax().isPositive()) {
                LockSupport.parkNanos(random.nextLong(plan.pauseMax().toNanos()));
            }
        }
    }

    private void send(String id) {
        var envelope =
                new EventEnvelope(id, type, "/faults", null, "user-" + id, EventEnvelope.JSON);
        String data =
                "{\"id\":\"%s\",\"amount\":%d,\"note\":\"%s\"}"
                        .formatted(id, random.nextInt(1_000), "n".repeat(random.nextInt(NOTE_MAX)));
        int partition = random.nextInt(partitions);
        sends.add(
                producer.send(
                        new ProducerRecord<>(
                                scene.topic(),
                                partition,
                                id.getBytes(UTF_8),
                                data.getBytes(UTF_8),
                                headers(envelope))));
    }

    static List<Header> headers(EventEnvelope envelope) {
        var headers = new ArrayList<Header>();
        for (HeaderField field : envelope.toHeaders()) {
            headers.add(new RecordHeader(field.name(), field.value()));
        }
        return headers;
    }

    @Override
    public void close() {
        finishing = true;
        producer.close(Duration.ZERO);
    }
}
