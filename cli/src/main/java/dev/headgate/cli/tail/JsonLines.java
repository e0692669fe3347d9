// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.tail.SeenRecord;

/**
 * A JSON object in a line of its own. It is ASCII throughout, so that it can be shown on a terminal
 * too: nothing in it moves a cursor.
 */
final class JsonLines implements RecordPrinter {

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();
    private static final String DELETE = "\u007F";

    @Override
    public String line(SeenRecord seen) {
        ObjectNode line =
                JSON.createObjectNode()
                        .put("topic", seen.topic())
                        .put("partition", seen.partition())
                        .put("offset", seen.offset())
                        .put("at", seen.at().toString())
                        .put("id", seen.id())
                        .put("type", seen.type())
                        .put("key", seen.key());
        if (seen.reason() != null) {
            line.put("reason", seen.reason());
        }
        data(seen, line);
        try {
            return JSON.writeValueAsString(line).replace(DELETE, "\\u007f");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values is written", e);
        }
    }

    /** Data that are JSON and whole as such; others as a text. */
    private static void data(SeenRecord seen, ObjectNode line) {
        line.put("bytes", seen.payloadBytes());
        if (seen.payload() == null) {
            line.putNull("data");
            return;
        }
        if (seen.whole()) {
            try {
                JsonNode data = JSON.readTree(seen.payload());
                if (!data.isMissingNode()) {
                    line.set("data", data);
                    return;
                }
            } catch (JsonProcessingException _) {
                // Then it is a text.
            }
        }
        line.put("text", seen.payload());
    }
}
