// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.headgate.contract.event.EventLimits;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line of an NDJSON file. The data stays as it is spelt, so that numbers keep their
 * digits; what a pipeline would refuse (a key twice, NUL, half a character) is refused here.
 */
final class NdjsonLine {

    /** Why a line is no event. */
    static final class WrongLine extends Exception {

        private static final long serialVersionUID = 1L;

        WrongLine(String message) {
            super(message);
        }
    }

    private final JsonFactory json;
    private final byte[] line;
    private @Nullable String type;
    private @Nullable String key;
    private byte @Nullable [] data;

    NdjsonLine(JsonFactory json, byte[] line) {
        this.json = json;
        this.line = line;
    }

    NdjsonEvent read() throws IOException, WrongLine {
        try (JsonParser parser = json.createParser(line)) {
            parser.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new WrongLine("is no JSON object; write {\"type\": …, \"data\": …}");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                member(parser);
            }
            if (parser.nextToken() != null) {
                throw new WrongLine("has more than one value; write one object a line");
            }
        }
        if (type == null) {
            throw new WrongLine("lacks type; name the event type");
        }
        if (data == null) {
            throw new WrongLine("lacks data (or payload); write it");
        }
        return new NdjsonEvent(type, key, data);
    }

    private void member(JsonParser parser) throws IOException, WrongLine {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
            case "type" -> type = text(parser, name, EventLimits.TYPE_CHARS_MAX);
            case "key", "user_id" -> {
                once(key == null, "key and user_id");
                key =
                        parser.currentToken() == JsonToken.VALUE_NULL
                                ? null
                                : text(parser, name, EventLimits.KEY_CHARS_MAX);
            }
            case "data", "payload" -> {
                once(data == null, "data and payload");
                data = raw(parser);
            }
            default -> parser.skipChildren();
        }
    }

    private static void once(boolean first, String names) throws WrongLine {
        if (!first) {
            throw new WrongLine("has both " + names + "; remove one of them");
        }
    }

    private static String text(JsonParser parser, String name, int charsMax)
            throws IOException, WrongLine {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new WrongLine(name + " is no text; put it in double quotes");
        }
        String text = parser.getText();
        if (text.isBlank() || text.length() > charsMax) {
            throw new WrongLine(
                    "%s has %,d characters, but must have 1 to %,d; change it"
                            .formatted(name, text.strip().length(), charsMax));
        }
        requireStorable(text, name);
        return text;
    }

    private byte[] raw(JsonParser parser) throws IOException, WrongLine {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        int depth = 0;
        while (true) {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
                requireStorable(parser.getText(), "data");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0) {
                break;
            }
            if (parser.nextToken() == null) {
                throw new WrongLine("ends too early; complete it");
            }
        }
        return switch (parser.currentToken()) {
            case VALUE_STRING ->
                    new BodyBuffer().appendText(parser.getText()).text().getBytes(UTF_8);
            case START_OBJECT, START_ARRAY, END_OBJECT, END_ARRAY ->
                    Arrays.copyOfRange(line, start, (int) parser.currentLocation().getByteOffset());
            default -> parser.getText().getBytes(UTF_8);
        };
    }

    private static void requireStorable(String text, String name) throws WrongLine {
        if (!YamlValues.storable(text)) {
            throw new WrongLine(name + " has a character that no pipeline takes; remove it");
        }
    }
}
