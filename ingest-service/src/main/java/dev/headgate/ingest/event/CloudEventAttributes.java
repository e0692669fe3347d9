// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import dev.headgate.contract.event.EventEnvelope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Collects the context attributes of one CloudEvent, however they were sent, and judges them. */
final class CloudEventAttributes {

    /** Most attributes of an event, those among them that every event has. */
    static final int ATTRIBUTES_MAX = 40;

    private static final int VIOLATIONS_MAX = 8;

    private static final List<String> REQUIRED =
            List.of(
                    AttributeRules.SPEC_VERSION,
                    AttributeRules.ID,
                    AttributeRules.SOURCE,
                    AttributeRules.TYPE);

    /** Those that the record has in a place of their own; all are texts. */
    private static final Set<String> PLACED =
            Set.of(
                    AttributeRules.SPEC_VERSION,
                    AttributeRules.ID,
                    AttributeRules.SOURCE,
                    AttributeRules.TYPE,
                    AttributeRules.TIME,
                    AttributeRules.PARTITION_KEY,
                    AttributeRules.DATA_CONTENT_TYPE);

    /** Those that are texts and go on as they are. */
    private static final Set<String> TEXTS = Set.of(AttributeRules.DATA_SCHEMA, "subject");

    private final String pointer;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, String> good = new TreeMap<>();
    private final List<EventViolation> violations = new ArrayList<>(0);

    CloudEventAttributes(String pointer) {
        this.pointer = pointer;
    }

    /** Whether an attribute of this name is an extension, whose value may be other than a text. */
    static boolean isExtension(String name) {
        return !PLACED.contains(name) && !TEXTS.contains(name);
    }

    /** The pointer to a member of the event. */
    String at(String name) {
        return EventViolation.member(pointer, name);
    }

    /** Notes what is wrong with the event. */
    void refuse(EventViolation violation) {
        if (violations.size() < VIOLATIONS_MAX) {
            violations.add(violation);
        }
    }

    /** Takes an attribute in its canonical text; what is wrong with it is noted. */
    void put(String name, String value) {
        if (!takes(name)) {
            return;
        }
        EventViolation violation = AttributeRules.violation(at(name), name, value);
        if (violation == null) {
            good.put(name, value);
        } else {
            refuse(violation);
        }
    }

    /** Notes that an attribute is there whose value is none. */
    void putWrong(String name, String code, String detail) {
        if (takes(name)) {
            refuse(EventViolation.of(at(name), code, detail));
        }
    }

    private boolean takes(String name) {
        if (seen.contains(name)) {
            refuse(EventViolation.of(at(name), "duplicate-key", "this attribute is there twice"));
            return false;
        }
        if (seen.size() == ATTRIBUTES_MAX) {
            refuse(
                    EventViolation.of(
                            pointer,
                            "too-many-attributes",
                            "an event has at most " + ATTRIBUTES_MAX + " attributes"));
            return false;
        }
        return seen.add(name);
    }

    /**
     * The event with these attributes, valid or not, in a range of the body; without data if the
     * range of that is empty.
     */
    ReceivedEvent event(int start, int end, int dataStart, int dataEnd) {
        for (String name : REQUIRED) {
            if (!seen.contains(name)) {
                refuse(EventViolation.of(at(name), "required", "is required"));
            }
        }
        return new ReceivedEvent(
                pointer,
                start,
                end,
                good.get(AttributeRules.ID),
                good.getOrDefault(AttributeRules.TYPE, ""),
                good.get(AttributeRules.PARTITION_KEY),
                good.get(AttributeRules.TIME),
                dataStart,
                dataEnd,
                List.copyOf(violations),
                context());
    }

    private CloudEventContext context() {
        List<ContextAttribute> others = new ArrayList<>(0);
        good.forEach((name, value) -> {
            if (!PLACED.contains(name)) {
                others.add(new ContextAttribute(name, value));
            }
        });
        return new CloudEventContext(
                good.getOrDefault(AttributeRules.SOURCE, ""),
                good.getOrDefault(AttributeRules.DATA_CONTENT_TYPE, EventEnvelope.JSON),
                others);
    }
}
