// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All records of a topic as another Kafka client sees them. */
final class StoredRecords {

    private StoredRecords() {}

    static List<ConsumerRecord<byte[], byte[]>> of(String bootstrapServers, String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest");
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).values().stream().mapToLong(v -> v).sum();
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (records.size() < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** The one record that has the event of this id. */
    static ConsumerRecord<byte[], byte[]> only(String bootstrapServers, String topic, String id) {
        List<ConsumerRecord<byte[], byte[]>> found =
                of(bootstrapServers, topic).stream()
                        .filter(stored -> headers(stored).contains("ce_id=" + id))
                        .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    static List<String> ids(String bootstrapServers, String topic) {
        return of(bootstrapServers, topic).stream()
                .map(stored -> text(stored.headers().lastHeader("ce_id")))
                .toList();
    }

    static List<String> headers(ConsumerRecord<byte[], byte[]> stored) {
        List<String> headers = new ArrayList<>();
        for (Header header : stored.headers()) {
            headers.add(header.key() + "=" + text(header));
        }
        return headers;
    }

    private static String text(Header header) {
        return new String(header.value(), UTF_8);
    }
}
