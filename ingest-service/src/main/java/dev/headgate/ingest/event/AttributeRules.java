// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import dev.headgate.contract.event.EventEnvelope;
import dev.headgate.contract.event.EventHeader;
import dev.headgate.contract.event.EventLimits;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** What CloudEvents 1.0 asks of an attribute, and what Headgate can keep of it. */
final class AttributeRules {

    /** Longest name, in characters; the specification recommends at most 20. */
    static final int NAME_CHARS_MAX = 64;

    /** Longest value of an attribute that has no limit of its own, in characters. */
    static final int VALUE_CHARS_MAX = 1024;

    static final String SPEC_VERSION = "specversion";
    static final String ID = "id";
    static final String TYPE = "type";
    static final String SOURCE = "source";
    static final String TIME = "time";
    static final String DATA_CONTENT_TYPE = "datacontenttype";
    static final String DATA_SCHEMA = "dataschema";
    static final String PARTITION_KEY = "partitionkey";

    private AttributeRules() {}

    /** What is wrong with an attribute that stands at this place; null if nothing is. */
    static @Nullable EventViolation violation(String at, String name, String value) {
        if (!isName(name)) {
            return EventViolation.of(
                    at,
                    "attribute-name",
                    "an attribute's name is 1 to %d lower-case letters and digits"
                            .formatted(NAME_CHARS_MAX));
        }
        if (value.isBlank()) {
            return EventViolation.of(at, "empty", "must not be empty");
        }
        int charsMax = charsMax(name);
        if (value.length() > charsMax) {
            return EventViolation.of(at, "too-long", "longer than " + charsMax + " characters");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            return EventViolation.of(at, "control-character", "has a control character");
        }
        return switch (name) {
            case SPEC_VERSION ->
                    value.equals(EventHeader.SPEC_VERSION_VALUE)
                            ? null
                            : EventViolation.of(at, "unknown-specversion", "must be 1.0");
            case TIME ->
                    EventTime.valid(value)
                            ? null
                            : EventViolation.of(at, "not-a-time", EventTime.EXPECTED);
            case SOURCE, DATA_SCHEMA ->
                    isReference(value)
                            ? null
                            : EventViolation.of(at, "not-a-uri", "expected a URI (RFC 3986)");
            case DATA_CONTENT_TYPE ->
                    EventEnvelope.isJson(value)
                            ? null
                            : EventViolation.of(
                                    at,
                                    "not-json",
                                    "only JSON is kept: a type that ends with /json or +json");
            default -> null;
        };
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= NAME_CHARS_MAX
                && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }

    private static int charsMax(String name) {
        return switch (name) {
            case ID -> EventLimits.ID_CHARS_MAX;
            case SOURCE -> EventLimits.SOURCE_CHARS_MAX;
            case PARTITION_KEY -> EventLimits.KEY_CHARS_MAX;
            case TYPE, TIME, DATA_CONTENT_TYPE, SPEC_VERSION -> EventLimits.TYPE_CHARS_MAX;
            default -> VALUE_CHARS_MAX;
        };
    }

    private static boolean isReference(String text) {
        try {
            new URI(text);
            return true;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
