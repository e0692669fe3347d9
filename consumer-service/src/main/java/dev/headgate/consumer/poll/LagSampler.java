// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.BackgroundLoop;
import dev.headgate.consumer.LogKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many records of the owned partitions wait in Kafka, asked of the brokers once a second: the
 * consumer's own figure stands still while a partition is paused.
 */
public final class LagSampler implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(LagSampler.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final KafkaTopics topics;
    private final Supplier<Collection<Lane>> lanes;
    private final BackgroundLoop loop;
    private volatile long lagRecords;
    private volatile Map<TopicPartition, Long> ends = Map.of();
    private volatile @Nullable Instant silentSince;

    LagSampler(KafkaTopics topics, Supplier<Collection<Lane>> lanes) {
        this.topics = topics;
        this.lanes = lanes;
        this.loop = new BackgroundLoop("lag-sampler", Duration.ZERO, Duration.ZERO, this::sample);
    }

    void start() {
        loop.start();
    }

    /** Records that wait, as of the last sample. */
    public long lagRecords() {
        return lagRecords;
    }

    /** Where the logs of the owned partitions end, as of the last sample. */
    Map<TopicPartition, Long> ends() {
        return ends;
    }

    /** Since when Kafka has not answered; null if it does. */
    @Nullable Instant silentSince() {
        return silentSince;
    }

    @Override
    public void close() {
        loop.close();
    }

    private Duration sample() throws InterruptedException {
        Instant asked = Instant.now();
        try {
            lagRecords = sample(List.copyOf(lanes.get()));
            silentSince = null;
        } catch (ExecutionException | KafkaException e) {
            if (silentSince == null) {
                silentSince = asked;
            }
            LOGGER.atDebug()
                    .addKeyValue(LogKey.REASON, e.getMessage())
                    .log("Kafka does not say where its logs end");
        }
        return PERIOD;
    }

    private long sample(List<Lane> owned) throws InterruptedException, ExecutionException {
        if (owned.isEmpty()) {
            ends = Map.of();
            return 0;
        }
        var latest = topics.latest(owned.stream().map(Lane::topicPartition).toList());
        ends = latest;
        return owned.stream()
                .mapToLong(lane ->
                        Math.max(
                                0,
                                latest.getOrDefault(lane.topicPartition(), 0L)
                                        - lane.settled().next()))
                .sum();
    }
}
