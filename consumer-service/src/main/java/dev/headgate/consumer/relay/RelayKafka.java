// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.relay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka as the relay needs it, for as long as it has work. Its clients are made when they are first
 * asked for, and anew after a failure: an idempotent producer does not recover from every one. Used
 * by one thread.
 */
final class RelayKafka implements AutoCloseable {

    private final Access access;
    private @Nullable Admin admin;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    /**
     * Native settings of its clients.
     *
     * @param producer of the producer
     * @param admin of the admin client
     */
    record Access(Map<String, Object> producer, Map<String, Object> admin) {}

    RelayKafka(Access access) {
        this.access = access;
    }

    /**
     * How many partitions the topic has; empty if there is none of this name. The admin client is
     * asked because it makes no topics, as a producer may.
     */
    OptionalInt partitions(String topic) throws InterruptedException, ExecutionException {
        if (admin == null) {
            admin = Admin.create(access.admin());
        }
        try {
            return OptionalInt.of(
                    admin.describeTopics(List.of(topic))
                            .topicNameValues()
                            .values()
                            .iterator()
                            .next()
                            .get()
                            .partitions()
                            .size());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> kafka) {
        if (producer == null) {
            producer =
                    new KafkaProducer<>(
                            access.producer(),
                            new ByteArraySerializer(),
                            new ByteArraySerializer());
        }
        return producer.send(kafka);
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
