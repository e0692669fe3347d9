// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.event;

import org.jspecify.annotations.Nullable;

/** Reads one record's headers. Strict: PostgreSQL takes neither invalid UTF-8 nor NUL. */
final class EnvelopeDecoder {

    private @Nullable String specVersion;
    private @Nullable String id;
    private @Nullable String type;
    private @Nullable String source;
    private @Nullable String time;
    private @Nullable String key;
    private @Nullable String contentType;

    EnvelopeDecoding decode(Iterable<HeaderField> headers) {
        for (HeaderField header : headers) {
            EnvelopeDecoding.Undecodable refused = take(header);
            if (refused != null) {
                return refused;
            }
        }
        if (!EventHeader.SPEC_VERSION_VALUE.equals(specVersion)) {
            return specVersion == null
                    ? missing(EventHeader.SPEC_VERSION)
                    : new EnvelopeDecoding.Undecodable(
                            "UnknownSpecVersion", "ce_specversion is not 1.0");
        }
        if (id == null || id.isEmpty()) {
            return missing(EventHeader.ID);
        }
        if (type == null || type.isEmpty()) {
            return missing(EventHeader.TYPE);
        }
        if (source == null || source.isEmpty()) {
            return missing(EventHeader.SOURCE);
        }
        return new EnvelopeDecoding.Decoded(
                new EventEnvelope(
                        id,
                        type,
                        source,
                        time,
                        key,
                        contentType == null ? EventEnvelope.JSON : contentType));
    }

    private EnvelopeDecoding.@Nullable Undecodable take(HeaderField header) {
        int limit =
                switch (header.name()) {
                    case EventHeader.ID -> EventLimits.ID_CHARS_MAX;
                    case EventHeader.SOURCE -> EventLimits.SOURCE_CHARS_MAX;
                    case EventHeader.PARTITION_KEY -> EventLimits.KEY_CHARS_MAX;
                    case EventHeader.SPEC_VERSION,
                            EventHeader.TYPE,
                            EventHeader.TIME,
                            EventHeader.CONTENT_TYPE ->
                            EventLimits.TYPE_CHARS_MAX;
                    default -> -1;
                };
        if (limit < 0) {
            return null;
        }
        byte @Nullable [] bytes = header.value();
        String value = bytes == null ? null : StrictText.of(bytes);
        if (value == null) {
            return new EnvelopeDecoding.Undecodable(
                    "InvalidHeader", header.name() + " is not UTF-8 text without NUL");
        }
        if (value.length() > limit) {
            return new EnvelopeDecoding.Undecodable(
                    "HeaderTooLong", header.name() + " is longer than " + limit + " characters");
        }
        return keep(header.name(), value);
    }

    private EnvelopeDecoding.@Nullable Undecodable keep(String name, String value) {
        @Nullable String earlier =
                switch (name) {
                    case EventHeader.SPEC_VERSION -> specVersion;
                    case EventHeader.ID -> id;
                    case EventHeader.TYPE -> type;
                    case EventHeader.SOURCE -> source;
                    case EventHeader.TIME -> time;
                    case EventHeader.PARTITION_KEY -> key;
                    default -> contentType;
                };
        if (earlier != null) {
            return new EnvelopeDecoding.Undecodable("RepeatedHeader", name + " is there twice");
        }
        switch (name) {
            case EventHeader.SPEC_VERSION -> specVersion = value;
            case EventHeader.ID -> id = value;
            case EventHeader.TYPE -> type = value;
            case EventHeader.SOURCE -> source = value;
            case EventHeader.TIME -> time = value;
            case EventHeader.PARTITION_KEY -> key = value;
            default -> contentType = value;
        }
        return null;
    }

    private static EnvelopeDecoding.Undecodable missing(String name) {
        return new EnvelopeDecoding.Undecodable("MissingHeader", name + " is missing or empty");
    }
}
