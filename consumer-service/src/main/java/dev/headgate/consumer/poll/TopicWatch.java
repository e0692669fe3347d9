// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.BackgroundLoop;
import dev.headgate.consumer.LogKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second whether the topics still are those that the lanes took over. A topic that is
 * deleted and made again keeps its name; a record does not say from which of the two it comes, and
 * Kafka's consumer reads on as if nothing had been. So a lane may take records of the new topic for
 * such of the old one, for a second at most.
 */
final class TopicWatch implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final KafkaTopics topics;
    private final Claims claims;
    private final Supplier<Collection<Lane>> lanes;
    private final Consumer<Lane> onReplaced;
    private final BackgroundLoop loop;

    TopicWatch(
            KafkaTopics topics,
            Claims claims,
            Supplier<Collection<Lane>> lanes,
            Consumer<Lane> onReplaced) {
        this.topics = topics;
        this.claims = claims;
        this.lanes = lanes;
        this.onReplaced = onReplaced;
        this.loop = new BackgroundLoop("topic-watch", PERIOD, Duration.ZERO, this::look);
    }

    void start() {
        loop.start();
    }

    @Override
    public void close() {
        loop.close();
    }

    private Duration look() throws InterruptedException {
        look(List.copyOf(lanes.get()));
        return PERIOD;
    }

    private void look(List<Lane> owned) throws InterruptedException {
        if (owned.isEmpty()) {
            return;
        }
        try {
            Map<String, UUID> ids =
                    topics.ids(
                            owned.stream()
                                    .map(lane -> lane.topicPartition().topic())
                                    .collect(Collectors.toSet()));
            for (Lane lane : owned) {
                @Nullable UUID id = ids.get(lane.topicPartition().topic());
                if (id != null && claims.isOther(lane.partition(), id)) {
                    onReplaced.accept(lane);
                }
            }
        } catch (ExecutionException | KafkaException e) {
            LOGGER.atDebug()
                    .addKeyValue(LogKey.REASON, e.getMessage())
                    .log("topics cannot be looked at");
        }
    }
}
