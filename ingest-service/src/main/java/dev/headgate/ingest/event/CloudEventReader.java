// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.headgate.ingest.json.JsonFinding;
import dev.headgate.ingest.json.JsonScanner;
import dev.headgate.ingest.json.MalformedJson;
import java.util.List;
import java.util.regex.Pattern;

/** Reads one CloudEvent in the JSON event format at the scanner's place. */
final class CloudEventReader {

    private static final String DATA = "data";
    private static final String DATA_BASE64 = "data_base64";

    /** An integer of 32 bits in its canonical form, once it also parses. */
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,9}");

    private final JsonScanner scanner;
    private final byte[] body;
    private final CloudEventAttributes attributes;
    private final String pointer;
    private boolean hasData;
    private int dataStart;
    private int dataEnd;

    CloudEventReader(JsonScanner scanner, byte[] body, String pointer) {
        this.scanner = scanner;
        this.body = body;
        this.pointer = pointer;
        this.attributes = new CloudEventAttributes(pointer);
    }

    ReceivedEvent read() throws MalformedJson {
        boolean isObject = scanner.peek() == '{';
        int start = scanner.position();
        if (isObject) {
            EventJson.members(scanner, this::member);
        } else {
            skip();
            attributes.refuse(
                    EventViolation.of(pointer, "wrong-type", "expected an event (object)"));
        }
        return attributes.event(start, scanner.position(), dataStart, dataEnd);
    }

    private void member(String name) throws MalformedJson {
        switch (name) {
            case DATA -> data();
            case DATA_BASE64 -> {
                boolean none = scanner.peek() == 'n';
                skip();
                if (!none) {
                    attributes.refuse(
                            EventViolation.of(
                                    attributes.at(DATA_BASE64),
                                    "not-json",
                                    "binary data is not kept: send JSON as data"));
                }
            }
            default -> attribute(name);
        }
    }

    private void data() throws MalformedJson {
        if (hasData) {
            skip();
            attributes.refuse(
                    EventViolation.of(
                            attributes.at(DATA), "duplicate-key", "this member is there twice"));
            return;
        }
        hasData = true;
        scanner.peek();
        dataStart = scanner.position();
        scanner.value();
        dataEnd = scanner.position();
        for (JsonFinding finding : scanner.takeFindings()) {
            attributes.refuse(EventViolation.of(attributes.at(DATA), finding));
        }
    }

    private void skip() throws MalformedJson {
        scanner.value();
        scanner.takeFindings();
    }

    private void attribute(String name) throws MalformedJson {
        int first = scanner.peek();
        if (first == '"') {
            String text = scanner.string();
            List<JsonFinding> findings = scanner.takeFindings();
            if (findings.isEmpty()) {
                attributes.put(name, text);
            } else {
                JsonFinding.Kind kind = findings.getFirst().kind();
                attributes.putWrong(name, kind.code(), kind.detail());
            }
            return;
        }
        int start = scanner.position();
        skip();
        String text = new String(body, start, Math.min(scanner.position() - start, 12), US_ASCII);
        if (first == 't' || first == 'f' || isInteger(text)) {
            scalar(name, text);
        } else if (first != 'n') {
            attributes.putWrong(
                    name, "wrong-type", "expected a string, a boolean or an integer of 32 bits");
        }
    }

    /** An attribute that every event may have is a text; only an extension's can be other. */
    private void scalar(String name, String text) {
        if (CloudEventAttributes.isExtension(name)) {
            attributes.put(name, text);
        } else {
            attributes.putWrong(name, "wrong-type", "expected a string");
        }
    }

    private static boolean isInteger(String text) {
        return INTEGER.matcher(text).matches()
                && Long.parseLong(text) >= Integer.MIN_VALUE
                && Long.parseLong(text) <= Integer.MAX_VALUE;
    }
}
