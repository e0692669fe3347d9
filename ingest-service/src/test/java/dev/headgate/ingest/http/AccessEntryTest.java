// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccessEntryTest {

    @Test
    void isOneLineWhateverThePath() throws IOException {
        String path = "/a\"}\r\n{\"status\":202,\u0007" + "b".repeat(300);
        var entry =
                new AccessEntry(
                        Instant.parse("2026-01-31T09:30:00Z"),
                        "POST",
                        path,
                        404,
                        17,
                        2_500_000,
                        "192.0.2.7",
                        new TraceContext("00-1-2-01", null));

        String line = new String(entry.line(new AccessNote()), UTF_8);

        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(line).doesNotContain("\r");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.path("time").asText()).isEqualTo("2026-01-31T09:30:00Z");
        assertThat(json.path("path").asText()).isEqualTo(path.substring(0, 256) + "…");
        assertThat(json.path("status").asInt()).isEqualTo(404);
        assertThat(json.path("bodyBytes").asInt()).isEqualTo(17);
        assertThat(json.path("micros").asInt()).isEqualTo(2_500);
        assertThat(json.path("remote").asText()).isEqualTo("192.0.2.7");
        assertThat(json.path("traceparent").asText()).isEqualTo("00-1-2-01");
    }
}
