// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.handler;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as a handler sees it.
 *
 * @param topic the topic it was read from
 * @param partition the partition of the topic
 * @param offset the offset in the partition; with topic and partition the record's identity
 * @param acceptedAt when it was accepted: the record's timestamp in Kafka
 * @param id the event's id, unique within its source
 * @param type the event's type
 * @param source who sent it
 * @param key what keeps its order; null if it has none
 * @param time when it happened, RFC 3339, as its sender says; null if the sender does not say
 * @param contentType the media type of the data
 * @param data the data byte for byte; cannot be written to
 */
public record ReceivedEvent(
        String topic,
        int partition,
        long offset,
        Instant acceptedAt,
        String id,
        String type,
        String source,
        @Nullable String key,
        @Nullable String time,
        String contentType,
        ByteBuffer data) {

    /** Keeps the data from changing. */
    public ReceivedEvent {
        data = data.asReadOnlyBuffer();
    }

    /** A view of the data of its own, from the first byte to the last. */
    @Override
    public ByteBuffer data() {
        return data.duplicate();
    }

    /** The data as UTF-8 text. */
    public String text() {
        return UTF_8.decode(data.duplicate()).toString();
    }

    /** Where it is from, without its data. */
    @Override
    public String toString() {
        return "ReceivedEvent[%s-%d@%d]".formatted(topic, partition, offset);
    }
}
