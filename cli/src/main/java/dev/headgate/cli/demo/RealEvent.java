// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One event of the file of real events.
 *
 * @param type event type
 * @param key user id
 * @param data the event's data, JSON
 */
record RealEvent(String type, String key, String data) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads a file with one JSON object a line: {@code type}, {@code user_id}, {@code payload}. */
    static List<RealEvent> read(Path file) throws IOException {
        var events = new ArrayList<RealEvent>();
        for (String line : Files.readAllLines(file)) {
            JsonNode event = JSON.readTree(line);
            events.add(
                    new RealEvent(
                            event.path("type").asText(),
                            event.path("user_id").asText(),
                            JSON.writeValueAsString(event.path("payload"))));
        }
        return List.copyOf(events);
    }

    /** The body of the request that sends this event under an id. */
    byte[] body(String id) {
        try {
            String text =
                    "{\"id\":\"%s\",\"type\":%s,\"key\":%s,\"data\":%s}"
                            .formatted(
                                    id,
                                    JSON.writeValueAsString(type),
                                    JSON.writeValueAsString(key),
                                    data);
            return text.getBytes(UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot be written as JSON: " + id, e);
        }
    }
}
