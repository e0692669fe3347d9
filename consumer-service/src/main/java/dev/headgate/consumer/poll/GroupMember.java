// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.GroupProtocol;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The membership in the consumer group. Only Kafka's answer to a member tells whether its brokers
 * know the newer group protocol; if they do not, the member goes over to the classic one. Used by
 * the poll thread only, once that runs.
 */
final class GroupMember {

    private static final Logger LOGGER = LoggerFactory.getLogger(GroupMember.class);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Map<String, Object> classic;
    private boolean mayFallBack;
    private Consumer<byte[], byte[]> kafka;

    /**
     * A member that has not joined yet.
     *
     * @param modern settings for the protocol {@code Consumer}
     * @param classic settings for the protocol {@code Classic}
     */
    GroupMember(GroupProtocol protocol, Map<String, Object> modern, Map<String, Object> classic) {
        this.classic = Map.copyOf(classic);
        this.mayFallBack = protocol == GroupProtocol.Auto;
        this.kafka = new KafkaConsumer<>(protocol == GroupProtocol.Classic ? classic : modern);
    }

    /** Kafka's consumer; another one after {@link #fallBack()}. */
    Consumer<byte[], byte[]> kafka() {
        return kafka;
    }

    /** Goes over to the classic protocol; false if it may not, or has already. */
    boolean fallBack() {
        if (!mayFallBack) {
            return false;
        }
        mayFallBack = false;
        LOGGER.atInfo().log("the brokers know the classic group protocol only");
        close();
        kafka = new KafkaConsumer<>(classic);
        return true;
    }

    /** Leaves the group. */
    void close() {
        kafka.close(CloseOptions.timeout(CLOSE));
    }
}
