// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** An independent reading of partitions from their begin to where they end now. */
public final class WholeLog {

    private static final Duration POLL = Duration.ofMillis(200);

    private WholeLog() {}

    /** Hands over every record that is there; answers where each partition ends. */
    public static Map<Integer, Long> read(
            String bootstrapServers,
            Collection<TopicPartition> partitions,
            Consumer<ConsumerRecord<byte[], byte[]>> records) {
        try (var reader =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "isolation.level",
                                "read_committed",
                                "enable.auto.commit",
                                "false"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                reader.poll(POLL).forEach(records);
            }
            var found = new HashMap<Integer, Long>();
            ends.forEach((partition, end) -> found.put(partition.partition(), end));
            return found;
        }
    }
}
