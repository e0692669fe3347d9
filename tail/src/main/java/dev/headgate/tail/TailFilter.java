// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tail;

import dev.headgate.contract.pipeline.EventTypePattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which records are wanted.
 *
 * @param type a type, or a prefix of types; null for any, also for records without one
 * @param key the key; null for any, also for records without one
 */
public record TailFilter(@Nullable EventTypePattern type, @Nullable String key) {

    /** Lets every record through. */
    public static final TailFilter ALL = new TailFilter(null, null);

    boolean wants(ConsumerRecord<byte[], ?> record) {
        if (key != null && !key.equals(RecordSight.key(record))) {
            return false;
        }
        if (type == null) {
            return true;
        }
        String found = RecordSight.type(record);
        return found != null && type.matches(found);
    }
}
