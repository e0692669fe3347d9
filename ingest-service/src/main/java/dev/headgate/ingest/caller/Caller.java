// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import dev.headgate.contract.pipeline.EventTypePattern;
import java.util.List;

/**
 * Somebody who posts events.
 *
 * @param name the source of his events
 * @param eventTypes what he may post; empty for everything
 * @param allowance how much he may post
 */
public record Caller(String name, List<EventTypePattern> eventTypes, CallerAllowance allowance) {

    public Caller {
        eventTypes = List.copyOf(eventTypes);
    }

    /** One of whom nothing is known, and who may do everything. */
    public static Caller anyone(String source) {
        return new Caller(source, List.of(), CallerAllowance.UNLIMITED);
    }

    /** Whether he may post events of this type. */
    public boolean mayPost(String eventType) {
        if (eventTypes.isEmpty()) {
            return true;
        }
        for (EventTypePattern pattern : eventTypes) {
            if (pattern.matches(eventType)) {
                return true;
            }
        }
        return false;
    }
}
