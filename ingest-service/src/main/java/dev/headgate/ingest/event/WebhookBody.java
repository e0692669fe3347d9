// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import dev.headgate.contract.event.EventLimits;
import dev.headgate.ingest.json.JsonFinding;
import dev.headgate.ingest.json.JsonScanner;
import dev.headgate.ingest.json.MalformedJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a body that as a whole, byte for byte, is the data of one event. */
public final class WebhookBody {

    private final int depthMax;

    /** A reader with the given limit; safe for use by several threads. */
    public WebhookBody(int depthMax) {
        this.depthMax = depthMax;
    }

    /** From where the event's type comes. */
    public sealed interface TypeRule {

        /** It is always the same. */
        record Fixed(String type) implements TypeRule {}

        /** A header has told it. */
        record Told(String prefix, String type) implements TypeRule {}

        /** A member of the body tells it. */
        record Member(String prefix, String name) implements TypeRule {}
    }

    /** The event in the first {@code length} bytes, valid or not. */
    public BodyReading read(byte[] body, int length, String id, TypeRule rule) {
        var violations = new ArrayList<EventViolation>(0);
        try {
            var scanner = new JsonScanner(body, length, depthMax);
            if (scanner.peek() == -1) {
                return new BodyReading.Malformed(0, "the body is empty");
            }
            scanner.value();
            scanner.expectEnd();
            for (JsonFinding finding : scanner.takeFindings()) {
                violations.add(EventViolation.of("", finding));
            }
            String type = violations.isEmpty() ? type(rule, body, length, violations) : "";
            return new BodyReading.One(
                    new ReceivedEvent(
                            "",
                            0,
                            length,
                            id,
                            type,
                            null,
                            null,
                            0,
                            length,
                            List.copyOf(violations),
                            null));
        } catch (MalformedJson e) {
            return new BodyReading.Malformed(e.position(), e.reason());
        }
    }

    private String type(TypeRule rule, byte[] body, int length, List<EventViolation> violations)
            throws MalformedJson {
        return switch (rule) {
            case TypeRule.Fixed(String type) -> type;
            case TypeRule.Told(String prefix, String told) -> {
                String wrong =
                        told.chars().allMatch(c -> c > 0x20 && c < 0x7F)
                                ? wrong(prefix + told, told)
                                : "is not printable";
                yield checked(prefix + told, "", wrong, violations);
            }
            case TypeRule.Member(String prefix, String name) -> {
                String told = member(new JsonScanner(body, length, depthMax), name);
                String wrong =
                        told == null ? "must be there, as a string" : wrong(prefix + told, told);
                yield checked(prefix + told, "/" + name, wrong, violations);
            }
        };
    }

    private static @Nullable String wrong(String type, String told) {
        if (told.isBlank()) {
            return "is missing or empty";
        }
        return type.length() > EventLimits.TYPE_CHARS_MAX
                ? "is longer than " + EventLimits.TYPE_CHARS_MAX + " characters"
                : null;
    }

    private static String checked(
            String type, String at, @Nullable String wrong, List<EventViolation> violations) {
        if (wrong == null) {
            return type;
        }
        violations.add(EventViolation.of(at, "no-event-type", "the event type " + wrong));
        return "";
    }

    /** A text of the object that the scanner stands before; null if there is none. */
    private static @Nullable String member(JsonScanner scanner, String wanted)
            throws MalformedJson {
        if (scanner.peek() != '{') {
            return null;
        }
        scanner.take();
        if (scanner.peek() == '}') {
            return null;
        }
        while (true) {
            String name = scanner.string();
            scanner.expect(':');
            if (name.equals(wanted)) {
                return scanner.peek() == '"' ? scanner.string() : null;
            }
            scanner.value();
            if (scanner.peek() == '}') {
                return null;
            }
            scanner.expect(',');
        }
    }
}
