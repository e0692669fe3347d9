// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.kafka;

import dev.headgate.ingest.setting.IngestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the one producer: makes it, keeps its topics known, probes Kafka, and replaces the producer
 * after a fatal error. Everything happens on its own thread.
 *
 * <p>A producer with a fatal error is closed before its successor is made, so that nothing of the
 * old one can be written behind what the new one writes.
 */
public final class ProducerSupervisor implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(ProducerSupervisor.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(5);
    private static final long WAITING_LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** No topic has so many partitions. */
    private static final int NO_PARTITION = Integer.MAX_VALUE;

    private static final byte[] EMPTY = {};

    private final Supplier<Producer<byte[], byte[]>> factory;
    private final KafkaProbe probe;
    private final KafkaGate gate;
    private final List<String> topics;
    private final ProbePace pace;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Semaphore wake = new Semaphore(0);
    private final AtomicLong rebuilt = new AtomicLong();
    private final Thread thread;
    private volatile @Nullable Producer<byte[], byte[]> producer;
    private volatile @Nullable Producer<byte[], byte[]> broken;
    private volatile boolean stopping;
    private long waitingLoggedNanos;

    /**
     * How often Kafka is asked.
     *
     * @param whileOpen while it answers
     * @param whileClosed while it does not, which is also the least time between two producers
     */
    public record ProbePace(Duration whileOpen, Duration whileClosed) {

        /** Two seconds while all is well, half a second else. */
        public static final ProbePace USUAL =
                new ProbePace(Duration.ofSeconds(2), Duration.ofMillis(500));
    }

    /** A supervisor that does nothing until started. */
    public ProducerSupervisor(
            Supplier<Producer<byte[], byte[]>> factory,
            KafkaProbe probe,
            KafkaGate gate,
            List<String> topics,
            ProbePace pace) {
        this.factory = factory;
        this.probe = probe;
        this.gate = gate;
        this.topics = List.copyOf(topics);
        this.pace = pace;
        this.thread = Thread.ofPlatform().name("kafka-supervisor").daemon().unstarted(this::run);
    }

    /** A supervisor of a real producer for these settings, not started. */
    public static ProducerSupervisor create(IngestSettings settings, KafkaGate gate) {
        List<String> topics = settings.topicNames();
        return new ProducerSupervisor(
                () -> ProducerSettings.create(settings),
                new AdminProbe(settings.kafka(), topics),
                gate,
                topics,
                ProbePace.USUAL);
    }

    /** Begins to supervise. */
    public void start() {
        thread.start();
    }

    /** Waits until Kafka and all topics were seen once; false if that took too long. */
    public boolean awaitReady(Duration timeout) throws InterruptedException {
        return ready.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether Kafka and all topics were seen once. */
    public boolean isReady() {
        return ready.getCount() == 0;
    }

    /** Whether there is a producer to send with. */
    public boolean isAlive() {
        return thread.isAlive() && producer != null && broken == null;
    }

    /** How much of the producer's buffer is free; 0 if there is no producer. */
    public long bufferFreeBytes() {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            return 0;
        }
        return current.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("buffer-available-bytes"))
                .mapToLong(metric -> ((Number) metric.metricValue()).longValue())
                .findFirst()
                .orElse(0);
    }

    /** How many producers were replaced. */
    public long rebuilt() {
        return rebuilt.get();
    }

    /**
     * Has the producer ask Kafka anew for a topic, and answers how many partitions it sees then; 0
     * if there is no producer or no such topic. Blocks for a moment.
     *
     * <p>Implementation note: a record for a partition that is not known is the one thing that
     * makes a producer ask before its metadata is old. It is refused before it enters the buffer.
     */
    public int partitions(String topic) {
        Producer<byte[], byte[]> current = producer();
        // Asking for a topic that is not there could make it.
        if (current == null || gate.state() != KafkaGate.State.OPEN || gate.isMissing(topic)) {
            return 0;
        }
        try {
            var _ = current.send(new ProducerRecord<>(topic, NO_PARTITION, EMPTY, EMPTY));
            return current.partitionsFor(topic).size();
        } catch (KafkaException | IllegalStateException _) {
            return 0;
        }
    }

    @Nullable Producer<byte[], byte[]> producer() {
        return broken == null ? producer : null;
    }

    /** The producer has failed for good; it will be replaced. */
    @SuppressWarnings("ReferenceEquality") // This very producer, not one like it.
    void fatal(Producer<byte[], byte[]> failed, Exception cause) {
        if (failed != producer || broken != null) {
            return;
        }
        broken = failed;
        gate.rebuilding();
        LOGGER.atError().setCause(cause).log("Kafka producer failed for good and is replaced");
        wake.release();
    }

    private void run() {
        try {
            while (!stopping) {
                round();
                Duration pause =
                        gate.state() == KafkaGate.State.OPEN
                                ? pace.whileOpen()
                                : pace.whileClosed();
                boolean _ = wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() throws InterruptedException {
        try {
            replaceBroken();
            long asked = System.nanoTime();
            Optional<Set<String>> missing = probe.missingTopics();
            if (missing.isPresent()) {
                reached(missing.get());
            } else {
                gate.unanswered(asked);
            }
            logWaiting(missing);
        } catch (KafkaException e) {
            // Nothing is known to be lost; the next round tries again.
            LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("Kafka is not usable yet");
        }
    }

    private void replaceBroken() {
        Producer<byte[], byte[]> failed = broken;
        if (failed != null) {
            producer = null;
            failed.close(Duration.ZERO);
            rebuilt.incrementAndGet();
            broken = null;
        }
        if (producer == null) {
            producer = factory.get();
        }
    }

    private void reached(Set<String> missing) {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            return;
        }
        for (String topic : topics) {
            if (!missing.contains(topic)) {
                current.partitionsFor(topic);
            }
        }
        if (broken == null) {
            gate.reached(missing);
        }
        if (missing.isEmpty() && ready.getCount() > 0) {
            ready.countDown();
            LOGGER.atInfo().addKeyValue("topics", topics).log("Kafka and its topics are there");
        }
    }

    private void logWaiting(Optional<Set<String>> missing) {
        if (isReady() || System.nanoTime() - waitingLoggedNanos < WAITING_LOG_EVERY_NANOS) {
            return;
        }
        waitingLoggedNanos = System.nanoTime();
        LOGGER.atInfo()
                .addKeyValue("kafkaReachable", missing.isPresent())
                .addKeyValue("missingTopics", missing.orElse(Set.of()))
                .log("waiting for topics");
    }

    /** Stops supervising; then flushes and closes the producer. */
    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(STOP_MAX);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Producer<byte[], byte[]> last = producer;
        if (last != null) {
            last.close(STOP_MAX);
        }
        probe.close();
    }
}
