// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that belongs to no group: a subscription takes every partition for itself. So it
 * commits nothing, leaves nothing behind in Kafka, moves nobody's partitions, and needs no
 * permission but to read. Where it falls too far behind it jumps to the end.
 */
final class GrouplessConsumer extends KafkaConsumer<byte[], byte[]> {

    /** Two seconds' worth of what the connector can move. */
    static final long LAG_RECORDS_MAX = 20_000;

    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final @Nullable Instant since;
    private final LongConsumer jumped;
    private final Connectivity connectivity;
    private List<String> topics = List.of();
    private long lookedAt = System.nanoTime();
    private boolean caughtUp;

    GrouplessConsumer(
            Map<String, String> kafka,
            @Nullable Instant since,
            LongConsumer jumped,
            Connectivity connectivity) {
        super(settings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.since = since;
        this.jumped = jumped;
        this.connectivity = connectivity;
        this.caughtUp = since == null;
    }

    private static Map<String, Object> settings(Map<String, String> kafka) {
        var all = new HashMap<String, Object>(kafka);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.CLIENT_ID_CONFIG, "headgate-tail");
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1000");
        all.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "4194304");
        all.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1048576");
        all.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "10000");
        all.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
        all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        all.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        return all;
    }

    /** What the connector calls to begin. */
    @Override
    public void subscribe(Collection<String> wanted, ConsumerRebalanceListener listener) {
        topics = List.copyOf(wanted);
        List<TopicPartition> partitions = partitions();
        assign(partitions);
        if (since == null) {
            seekToEnd(partitions);
        } else {
            seekToTime(partitions, since);
        }
        connectivity.found();
        listener.onPartitionsAssigned(partitions);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        connectivity.polled();
        var records = super.poll(timeout);
        long now = System.nanoTime();
        if (now - lookedAt > BETWEEN_LOOKS.toNanos()) {
            lookedAt = now;
            connectivity.look(this);
            if (!connectivity.lost()) {
                takeNewPartitions();
                stayAtTheEnd();
            }
        }
        return records;
    }

    /** Partitions that came later are read from their beginning. */
    private void takeNewPartitions() {
        var all = new ArrayList<>(partitions());
        all.removeAll(assignment());
        if (!all.isEmpty()) {
            List<TopicPartition> added = List.copyOf(all);
            all.addAll(assignment());
            assign(all);
            seekToBeginning(added);
        }
    }

    private void stayAtTheEnd() {
        long lag = assignment().stream().mapToLong(p -> currentLag(p).orElse(0)).sum();
        if (lag <= LAG_RECORDS_MAX) {
            caughtUp = true;
        } else if (caughtUp) {
            seekToEnd(assignment());
            jumped.accept(lag);
        }
    }

    private List<TopicPartition> partitions() {
        return topics.stream()
                .flatMap(topic -> partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private void seekToTime(List<TopicPartition> partitions, Instant time) {
        var times = new HashMap<TopicPartition, Long>();
        partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
        offsetsForTimes(times).forEach(this::seek);
    }

    /** Kafka has no place for a time after the last record. */
    private void seek(TopicPartition partition, @Nullable OffsetAndTimestamp place) {
        if (place == null) {
            seekToEnd(List.of(partition));
        } else {
            seek(partition, place.offset());
        }
    }

    /** What the connector calls to end; without a group there is nothing to wait for. */
    @Override
    public void close() {
        close(CloseOptions.timeout(CLOSE_MAX));
    }
}
