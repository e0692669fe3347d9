// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import dev.headgate.contract.pipeline.EventTypePattern;
import java.util.List;

/**
 * Somebody who posts events.
 *
 * @param name the source of his events
 * @param known whether it is known who he is
 * @param eventTypes what he may post; empty for everything
 * @param allowance how much he may post
 */
public record Caller(
        String name, boolean known, List<EventTypePattern> eventTypes, CallerAllowance allowance) {

    /** Parts his name from what he says himself; no name has it. */
    private static final char OWN_SOURCE = '#';

    public Caller {
        eventTypes = List.copyOf(eventTypes);
    }

    /** One of whom nothing is known, and who may do everything. */
    public static Caller anyone(String source) {
        return new Caller(source, false, List.of(), CallerAllowance.UNLIMITED);
    }

    /** One of whom only the name is known, and who may do everything. */
    public static Caller unlisted(String name) {
        return new Caller(name, true, List.of(), CallerAllowance.UNLIMITED);
    }

    /**
     * The source of an event that names one itself. Of somebody known it begins with his name, so
     * that nobody can write under another's; and it still is another for each of his own, whose ids
     * may be the same.
     */
    public String sourceOf(String own) {
        return known ? name + OWN_SOURCE + own : own;
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
