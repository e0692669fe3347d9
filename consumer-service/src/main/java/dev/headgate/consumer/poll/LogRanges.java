// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.LogKey;
import dev.headgate.consumer.landing.Backoff;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks away from the poll thread where a partition's log begins and ends, until Kafka says so. */
final class LogRanges {

    private static final Logger LOGGER = LoggerFactory.getLogger(LogRanges.class);

    private final KafkaTopics topics;

    /**
     * What is in Kafka of a partition.
     *
     * @param topicId Kafka's id of its topic; null if there is no such topic now
     * @param earliest first offset
     * @param latest offset after the last record
     */
    record LogRange(@Nullable UUID topicId, long earliest, long latest) {}

    LogRanges(KafkaTopics topics) {
        this.topics = topics;
    }

    void find(TopicPartition partition, BooleanSupplier wanted, Consumer<LogRange> onFound) {
        Thread.ofVirtual().name("log-range").start(() -> ask(partition, wanted, onFound));
    }

    private void ask(TopicPartition partition, BooleanSupplier wanted, Consumer<LogRange> onFound) {
        var backoff = Backoff.environment(new SplittableRandom());
        try {
            for (int attempt = 0; wanted.getAsBoolean(); attempt++) {
                try {
                    onFound.accept(range(partition));
                    return;
                } catch (ExecutionException | KafkaException e) {
                    LOGGER.atWarn()
                            .addKeyValue(LogKey.TOPIC, partition.topic())
                            .addKeyValue(LogKey.PARTITION, partition.partition())
                            .addKeyValue(LogKey.REASON, e.getMessage())
                            .log("Kafka does not say where the log begins; asking again");
                }
                Thread.sleep(backoff.wait(attempt));
            }
        } catch (InterruptedException _) {
            // Never interrupted by us; if it is, nobody waits for the answer.
        }
    }

    private LogRange range(TopicPartition partition)
            throws InterruptedException, ExecutionException {
        var asked = List.of(partition);
        String topic = partition.topic();
        @Nullable UUID id = topics.ids(List.of(topic)).get(topic);
        Long earliest = topics.earliest(asked).getOrDefault(partition, 0L);
        Long latest = topics.latest(asked).getOrDefault(partition, 0L);
        return new LogRange(id, earliest, latest);
    }
}
