// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import dev.headgate.contract.pipeline.EventTypePattern;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A caller as the file says.
 *
 * @param name the source of his events
 * @param keys by which he is known; several while one is exchanged for another
 * @param subject by which tokens name him; null if they do not
 * @param certificates names of certificates by which he is known
 * @param eventTypes what he may post; empty for everything
 * @param quota how much he may post
 */
record ListedCaller(
        String name,
        List<Key> keys,
        @Nullable String subject,
        List<String> certificates,
        List<EventTypePattern> eventTypes,
        CallerQuota quota) {

    ListedCaller {
        keys = List.copyOf(keys);
        certificates = List.copyOf(certificates);
        eventTypes = List.copyOf(eventTypes);
    }

    /**
     * One key.
     *
     * @param hash what is known of it
     * @param expires from when it is refused; never if null
     */
    record Key(KeyHash hash, @Nullable Instant expires) {

        boolean expired(Instant now) {
            return expires != null && !now.isBefore(expires);
        }
    }
}
