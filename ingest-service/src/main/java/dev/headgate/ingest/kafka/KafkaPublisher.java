// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.kafka;

import dev.headgate.ingest.kafka.SendOutcome.NotStored;
import dev.headgate.ingest.kafka.SendOutcome.Stored;
import dev.headgate.ingest.kafka.SendOutcome.TooLarge;
import dev.headgate.ingest.kafka.SendOutcome.Unknown;
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
    private final SendListener listener;

    /** With somebody who is told how it goes. */
    public KafkaPublisher(ProducerSupervisor supervisor, KafkaGate gate, SendListener listener) {
        this.supervisor = supervisor;
        this.gate = gate;
        this.listener = listener;
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> outgoing, Publication publication, int number) {
        Producer<byte[], byte[]> producer = supervisor.producer();
        if (producer == null) {
            publication.complete(number, new NotStored("there is no connection to Kafka yet"));
            return;
        }
        var sent = new Sent(this, producer, publication, number);
        try {
            var _ = producer.send(outgoing, sent);
            listener.enqueued(System.nanoTime() - sent.nanos);
        } catch (KafkaException | IllegalStateException e) {
            // Thrown before the record has entered the buffer; the producer is closed or failed.
            publication.complete(number, new NotStored("the Kafka producer refused the record"));
            supervisor.fatal(producer, e);
        }
    }

    private void stored(Sent sent, Stored outcome) {
        sent.publication.complete(sent.number, outcome);
        long now = System.nanoTime();
        gate.acknowledged(now);
        listener.answered(outcome, now - sent.nanos);
    }

    private void failed(Sent sent, Exception cause) {
        if (isFatal(cause)) {
            supervisor.fatal(sent.producer, cause);
        }
        SendOutcome outcome = outcome(sent, cause);
        sent.publication.complete(sent.number, outcome);
        listener.answered(outcome, System.nanoTime() - sent.nanos);
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
        private final long nanos = System.nanoTime();

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
                publisher.stored(this, new Stored(metadata.partition(), metadata.offset()));
            } else {
                publisher.failed(this, exception);
            }
        }
    }
}
