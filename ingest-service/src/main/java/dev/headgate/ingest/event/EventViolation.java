// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import dev.headgate.contract.event.EventLimits;
import dev.headgate.ingest.json.JsonFinding;
import org.jspecify.annotations.Nullable;

/**
 * One reason why an event was refused.
 *
 * @param pointer where in the request's body, as an RFC 6901 pointer
 * @param code stable word for programs
 * @param detail sentence for people
 * @param suggestion what was probably meant
 */
public record EventViolation(
        String pointer, String code, String detail, @Nullable String suggestion) {

    /** A longer name of a member is shortened where it is told. */
    static final int SHOWN_CHARS_MAX = 64;

    /** The pointer to a member of what another pointer says. */
    static String member(String parent, String name) {
        String shown =
                name.length() > SHOWN_CHARS_MAX ? name.substring(0, SHOWN_CHARS_MAX) + "…" : name;
        return parent + "/" + shown.replace("~", "~0").replace("/", "~1");
    }

    static EventViolation of(String pointer, String code, String detail) {
        return new EventViolation(pointer, code, detail, null);
    }

    static EventViolation of(String prefix, JsonFinding finding) {
        return of(prefix + finding.pointer(), finding.kind().code(), finding.kind().detail());
    }

    /** An id that an earlier event of the same request has, with other content. */
    public static EventViolation conflictingId(String eventPointer, int earlierIndex) {
        return of(
                eventPointer + "/id",
                "conflicting-id",
                "event " + earlierIndex + " of this request has the same id and other content");
    }

    /** A source that is too long with the caller's name before it. */
    public static EventViolation sourceTooLong(String pointer) {
        return of(
                pointer,
                "too-long",
                "longer than %d characters with the caller's name before it"
                        .formatted(EventLimits.SOURCE_CHARS_MAX));
    }

    /** The caller may not post this type. */
    public static EventViolation notAllowed(String pointer) {
        return of(pointer, "event-type-not-allowed", "the caller may not post events of this type");
    }

    /** What the schema of the type does not allow. */
    public static EventViolation ofSchema(String pointer, String keyword, String detail) {
        return of(pointer, "schema-" + keyword, detail);
    }

    /** Data of which finding out whether it is as it should be costs too much. */
    public static EventViolation tooCostly(String pointer) {
        return of(pointer, "schema-too-costly", "checking this against its schema takes too long");
    }

    /** No topic of the pipeline takes this type. */
    public static EventViolation noTopic(String pointer) {
        return of(pointer, "no-topic", "no topic of this pipeline takes events of this type");
    }

    /** Data beyond the limit for one event. */
    public static EventViolation tooLarge(String pointer, int bytesMax) {
        return of(pointer, "too-large", "larger than " + bytesMax + " bytes");
    }
}
