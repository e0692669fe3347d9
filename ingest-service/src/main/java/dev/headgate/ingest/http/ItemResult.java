// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.event.EventViolation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event of a request. A duplicate of an event that was not stored has that
 * event's outcome: nothing is called stored or duplicate that is not there.
 */
sealed interface ItemResult {

    /** The event's id, if it has one. */
    @Nullable String id();

    /** In Kafka; the offset is negative when Kafka does not tell it. */
    record Stored(String id, String topic, int partition, long offset, boolean duplicate)
            implements ItemResult {}

    /** Refused; repeating does not help. */
    record Invalid(@Nullable String id, ProblemType code, List<EventViolation> violations)
            implements ItemResult {}

    /** Certainly not stored; may be tried again. */
    record Retry(String id, ProblemType code, String detail) implements ItemResult {}

    /** Stored or not. */
    record Unknown(String id) implements ItemResult {}

    /** The one word for it. */
    default String status() {
        return switch (this) {
            case Stored stored -> stored.duplicate() ? "duplicate" : "stored";
            case Invalid _ -> "invalid";
            case Retry _ -> "retry";
            case Unknown _ -> "unknown";
        };
    }
}
