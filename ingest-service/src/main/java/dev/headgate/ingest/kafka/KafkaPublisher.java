// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.kafka;

import dev.headgate.ingest.kafka.SendOutcome.NotStored;
import dev.headgate.ingest.kafka.SendOutcome.Stored;
import dev.headgate.ingest.kafka.SendOutcome.TooLarge;
import dev.headgate.ingest.kafka.SendOutcome.Unknown;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Sends with the supervised producer and says what is certain.
 *
 * <p>Implementation note: KafkaProducer calls back on the caller's own thread only before a record
 * has entered its buffer, so that alone tells "certainly not sent". Of errors that come later from
 * the producer's thread all but a few may hide a record that was written.
 */
public final class KafkaPublisher implements EventPublisher {

    private final ProducerSupervisor supervisor;
    private final KafkaGate gate;
    private final LongConsumer acknowledgedNanos;

    /** With a listener for the time each acknowledgement took. */
    public KafkaPublisher(
            ProducerSupervisor supervisor, KafkaGate gate, LongConsumer acknowledgedNanos) {
        this.supervisor = supervisor;
        this.gate = gate;
        this.acknowledgedNanos = acknowledgedNanos;
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> outgoing, Publication publication, int number) {
        Producer<byte[], byte[]> producer = supervisor.producer();
        if (producer == null) {
            publication.complete(number, new NotStored("there is no connection to Kafka yet"));
            return;
        }
        try {
            var _ = producer.send(outgoing, new Sent(this, producer, publication, number));
        } catch (KafkaException | IllegalStateException e) {
            // Thrown before the record has entered the buffer; the producer is closed or failed.
            publication.complete(number, new NotStored("the Kafka producer refused the record"));
            supervisor.fatal(producer, e);
        }
    }

    private void acknowledged(long sentNanos) {
        long now = System.nanoTime();
        gate.acknowledged(now);
        acknowledgedNanos.accept(now - sentNanos);
    }

    private void failed(Sent sent, Exception cause) {
        if (isFatal(cause)) {
            supervisor.fatal(sent.producer, cause);
        }
        sent.publication.complete(sent.number, outcome(sent, cause));
    }

    private static SendOutcome outcome(Sent sent, Exception cause) {
        if (cause instanceof RecordTooLargeException) {
            return new TooLarge();
        }
        if (cause instanceof TopicAuthorizationException) {
            return new NotStored("Kafka does not let this service write to the topic");
        }
        if (sent.publication.isOwner(Thread.currentThread())) {
            return new NotStored(
                    cause instanceof BufferExhaustedException
                            ? "the buffer for Kafka is full"
                            : "the topic is not known to Kafka at the moment");
        }
        return new Unknown();
    }

    private static boolean isFatal(Exception cause) {
        return switch (cause) {
            case AuthenticationException _,
                    ClusterAuthorizationException _,
                    InvalidPidMappingException _,
                    InvalidProducerEpochException _,
                    OutOfOrderSequenceException _,
                    ProducerFencedException _,
                    UnsupportedVersionException _ ->
                    true;
            default -> false;
        };
    }

    private static final class Sent implements Callback {

        private final KafkaPublisher publisher;
        private final Producer<byte[], byte[]> producer;
        private final Publication publication;
        private final int number;
        private final long sentNanos = System.nanoTime();

        Sent(
                KafkaPublisher publisher,
                Producer<byte[], byte[]> producer,
                Publication publication,
                int number) {
            this.publisher = publisher;
            this.producer = producer;
            this.publication = publication;
            this.number = number;
        }

        @Override
        @SuppressWarnings("NullAway") // Kafka passes null for no error.
        public void onCompletion(RecordMetadata metadata, Exception exception) {
            if (exception == null) {
                publication.complete(number, new Stored(metadata.partition(), metadata.offset()));
                publisher.acknowledged(sentNanos);
            } else {
                publisher.failed(this, exception);
            }
        }
    }
}
