// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import dev.headgate.contract.event.EventLimits;
import dev.headgate.contract.settings.Suggestion;
import dev.headgate.ingest.event.EventForm.Member;
import dev.headgate.ingest.json.JsonFinding;
import dev.headgate.ingest.json.JsonScanner;
import dev.headgate.ingest.json.MalformedJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one event at the scanner's place: its envelope as text, its data as a range of bytes. */
final class EventReader {

    private static final int VIOLATIONS_MAX = 8;

    private final JsonScanner scanner;
    private final EventForm form;
    private final String pointer;
    private final List<EventViolation> violations = new ArrayList<>(0);
    private int start;
    private int seen;
    private @Nullable String id;
    private @Nullable String type;
    private @Nullable String key;
    private @Nullable String time;
    private int dataStart;
    private int dataEnd;

    EventReader(JsonScanner scanner, EventForm form, String pointer) {
        this.scanner = scanner;
        this.form = form;
        this.pointer = pointer;
    }

    ReceivedEvent read() throws MalformedJson {
        boolean isObject = scanner.peek() == '{';
        start = scanner.position();
        if (!isObject) {
            scanner.value();
            scanner.takeFindings();
            violate(pointer, "wrong-type", "expected an event (object)");
            return event();
        }
        EventJson.members(scanner, this::named);
        requireMembers();
        return event();
    }

    private void named(String name) throws MalformedJson {
        Member member = form.member(name);
        if (member == null) {
            unknown(name);
        } else {
            member(member);
        }
    }

    private void member(Member member) throws MalformedJson {
        String at = pointer + "/" + form.name(member);
        int bit = member.bit();
        if ((seen & bit) != 0) {
            scanner.value();
            scanner.takeFindings();
            violate(at, "duplicate-key", "this member is there twice");
            return;
        }
        // null stands for an absent member of the envelope, while as data it is data.
        seen |= member != Member.DATA && scanner.peek() == 'n' ? 0 : bit;
        switch (member) {
            case ID -> id = text(at, EventLimits.ID_CHARS_MAX);
            case TYPE -> type = text(at, EventLimits.TYPE_CHARS_MAX);
            case KEY -> key = text(at, EventLimits.KEY_CHARS_MAX);
            case TIME -> time(at);
            case DATA -> {
                scanner.peek();
                dataStart = scanner.position();
                scanner.value();
                dataEnd = scanner.position();
                findings(at);
            }
        }
    }

    /** A string of the envelope; nothing if it is null or wrong, and wrong is told. */
    private @Nullable String text(String at, int charsMax) throws MalformedJson {
        int first = scanner.peek();
        if (first != '"') {
            scanner.value();
            scanner.takeFindings();
            if (first != 'n') {
                violate(at, "wrong-type", "expected a string");
            }
            return null;
        }
        String text = scanner.string();
        if (findings(at)) {
            return null;
        }
        if (text.isBlank()) {
            violate(at, "empty", "must not be empty");
            return null;
        }
        if (text.length() > charsMax) {
            violate(at, "too-long", "longer than " + charsMax + " characters");
            return null;
        }
        return text;
    }

    private void time(String at) throws MalformedJson {
        String text = text(at, EventLimits.TYPE_CHARS_MAX);
        if (text != null && !EventTime.valid(text)) {
            violate(at, "not-a-time", EventTime.EXPECTED);
            return;
        }
        time = text;
    }

    private boolean findings(String at) {
        List<JsonFinding> findings = scanner.takeFindings();
        for (JsonFinding finding : findings) {
            add(EventViolation.of(at, finding));
        }
        return !findings.isEmpty();
    }

    private void unknown(String name) throws MalformedJson {
        scanner.value();
        scanner.takeFindings();
        String suggestion =
                name.length() > EventViolation.SHOWN_CHARS_MAX
                        ? null
                        : Suggestion.nearest(name, form.names()).orElse(null);
        add(
                new EventViolation(
                        EventViolation.member(pointer, name),
                        "unknown-member",
                        "an event has no such member",
                        suggestion));
    }

    private void requireMembers() {
        int missing = form.required() & ~seen;
        if (missing == 0) {
            return;
        }
        for (Member member : Member.values()) {
            if ((missing & member.bit()) != 0) {
                violate(pointer + "/" + form.name(member), "required", "is required");
            }
        }
    }

    private void violate(String at, String code, String detail) {
        add(EventViolation.of(at, code, detail));
    }

    private void add(EventViolation violation) {
        if (violations.size() < VIOLATIONS_MAX) {
            violations.add(violation);
        }
    }

    private ReceivedEvent event() {
        return new ReceivedEvent(
                pointer,
                start,
                scanner.position(),
                id,
                type == null ? "" : type,
                key,
                time,
                dataStart,
                dataEnd,
                violations.isEmpty() ? List.of() : List.copyOf(violations),
                null);
    }
}
