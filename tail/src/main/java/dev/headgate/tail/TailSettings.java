// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tail looks at. {@link #toString()} shows no login.
 *
 * @param kafka where Kafka is and how to log in, in the words of its clients
 * @param topics the topics, dead-letter topics among them
 * @param since from when on; null for from now on
 * @param filter which records
 * @param perSecond how many of them at most
 */
public record TailSettings(
        Map<String, String> kafka,
        List<String> topics,
        @Nullable Instant since,
        TailFilter filter,
        int perSecond) {

    /** The highest rate. */
    public static final int PER_SECOND_MAX = 10_000;

    public TailSettings {
        kafka = Map.copyOf(kafka);
        topics = List.copyOf(topics);
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("there is no topic to look at");
        }
        if (perSecond < 1 || perSecond > PER_SECOND_MAX) {
            throw new IllegalArgumentException("the rate must be 1 to " + PER_SECOND_MAX);
        }
    }

    @Override
    public String toString() {
        return "TailSettings[topics=%s, perSecond=%d]".formatted(topics, perSecond);
    }
}
