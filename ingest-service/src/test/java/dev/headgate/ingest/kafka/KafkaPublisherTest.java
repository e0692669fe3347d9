// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaPublisherTest {

    private final Queue<MockProducer<byte[], byte[]>> producers = new ConcurrentLinkedQueue<>();
    private final KafkaGate gate = new KafkaGate();
    private final ProducerSupervisor supervisor =
            new ProducerSupervisor(
                    this::producer,
                    new AlwaysThere(),
                    gate,
                    List.of("orders"),
                    new ProducerSupervisor.ProbePace(Duration.ofMillis(20), Duration.ofMillis(20)));
    private final DeadlineWatch deadlines = DeadlineWatch.start();
    private final Told told = new Told();
    private final KafkaPublisher publisher = new KafkaPublisher(supervisor, gate, told);

    /** Keeps what it is told. */
    private static final class Told implements SendListener {

        private final Queue<SendOutcome> outcomes = new ConcurrentLinkedQueue<>();
        private final AtomicInteger enqueued = new AtomicInteger();

        @Override
        public void enqueued(long nanos) {
            enqueued.incrementAndGet();
        }

        @Override
        public void answered(SendOutcome outcome, long nanos) {
            outcomes.add(outcome);
        }
    }

    private record AlwaysThere() implements KafkaProbe {

        @Override
        public Optional<Set<String>> missingTopics() {
            return Optional.of(Set.of());
        }

        @Override
        public void close() {}
    }

    private MockProducer<byte[], byte[]> producer() {
        var producer =
                new MockProducer<>(
                        Cluster.empty(),
                        false,
                        null,
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        producers.add(producer);
        return producer;
    }

    @BeforeEach
    void start() {
        supervisor.start();
        await().until(() -> gate.state() == KafkaGate.State.OPEN);
    }

    @AfterEach
    void stop() {
        supervisor.close();
        deadlines.close();
    }

    @Test
    void saysStoredOnlyAfterTheAcknowledgement() {
        Publication publication = send();
        assertThat(publication.outcome(0)).isInstanceOf(SendOutcome.Unknown.class);

        producers.element().completeNext();

        assertThat(publication.await(System.nanoTime(), deadlines)).isTrue();
        assertThat(publication.outcome(0)).isEqualTo(new SendOutcome.Stored(0, 0));
        assertThat(told.outcomes).containsExactly(publication.outcome(0));
        assertThat(told.enqueued).hasValue(1);
    }

    @Test
    void saysUnknownForErrorsThatMayHideAStoredRecord() {
        assertThat(failed(new TimeoutException("expired"))).isInstanceOf(SendOutcome.Unknown.class);
        assertThat(failed(new NotEnoughReplicasAfterAppendException("too few")))
                .isInstanceOf(SendOutcome.Unknown.class);
    }

    @Test
    void saysTooLargeWhenKafkaRefusedTheSize() {
        assertThat(failed(new RecordTooLargeException("large")))
                .isInstanceOf(SendOutcome.TooLarge.class);
    }

    @Test
    void saysNotStoredWhenTheRecordNeverEnteredTheProducer() {
        producers.element().sendException = new BufferExhaustedException("full");

        assertThat(send().outcome(0)).isInstanceOf(SendOutcome.NotStored.class);
        assertThat(told.outcomes).hasOnlyElementsOfType(SendOutcome.NotStored.class);
    }

    /** A topic that is not there: Kafka's client says so to whoever sends, on his own thread. */
    @Test
    void saysNotStoredWhenTheSenderHimselfIsCalledBack() {
        Publication publication = send();

        producers.element().errorNext(new TimeoutException("the topic is not in the metadata"));

        assertThat(publication.outcome(0)).isInstanceOf(SendOutcome.NotStored.class);
    }

    @Test
    void replacesTheProducerAfterAFatalErrorAndClosesTheOldOneFirst() {
        MockProducer<byte[], byte[]> first = producers.element();

        assertThat(failed(new OutOfOrderSequenceException("lost")))
                .isInstanceOf(SendOutcome.Unknown.class);

        await().until(() -> supervisor.rebuilt() == 1 && gate.state() == KafkaGate.State.OPEN);
        assertThat(first.closed()).isTrue();
        assertThat(producers).hasSize(2);
        Publication publication = send();
        producers.stream().skip(1).forEach(MockProducer::completeNext);
        assertThat(publication.outcome(0)).isInstanceOf(SendOutcome.Stored.class);
    }

    private Publication send() {
        var publication = new Publication(1, _ -> {});
        publisher.send(new ProducerRecord<>("orders", new byte[] {'1'}), publication, 0);
        return publication;
    }

    /** The outcome when the producer's own thread reports this error. */
    private SendOutcome failed(RuntimeException error) {
        Publication publication = send();
        Thread io = Thread.ofPlatform().start(() -> producers.element().errorNext(error));
        try {
            io.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return publication.outcome(0);
    }
}
