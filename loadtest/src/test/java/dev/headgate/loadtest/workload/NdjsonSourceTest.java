// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NdjsonSourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path WEBHOOKS = Path.of("../examples/github-webhooks.ndjson");

    @Test
    void carriesEachLineOfTheFileInTurn() throws IOException {
        NdjsonSource source = NdjsonSource.read(WEBHOOKS);
        List<String> lines = Files.readAllLines(WEBHOOKS);

        assertThat(source.size()).isEqualTo(lines.size());
        for (int i = 0; i < 2 * lines.size(); i++) {
            JsonNode line = JSON.readTree(lines.get(i % lines.size()));
            EventNumbers numbers = EventNumbers.of(i, i);
            assertThat(source.type(numbers)).isEqualTo(line.path("type").textValue());
            assertThat(source.key(numbers)).isEqualTo(line.path("user_id").textValue());
            assertThat(JSON.readTree(data(source, i))).isEqualTo(line.path("payload"));
        }
    }

    @Test
    void sendsDataAsTheFileSpellsIt() {
        NdjsonSource source =
                parse(
                        """
                        {"type":"a","data":{"n": 1.10, "big":12345678901234567890.000, "s":"\\u00e9/é"},"more":[1,{"type":2}]}

                        {"data":-1.50E+3 ,"key":"k","type":"b"}
                        {"key":null,"payload":"x\\ty","type":"b"}
                        {"payload": [ 1, [] ] ,"type":"b"}
                        {"payload":null,"type":"b"}\
                        """);

        assertThat(source.size()).isEqualTo(5);
        assertThat(data(source, 0))
                .isEqualTo("{\"n\": 1.10, \"big\":12345678901234567890.000, \"s\":\"\\u00e9/é\"}");
        assertThat(data(source, 1)).isEqualTo("-1.50E+3");
        assertThat(data(source, 2)).isEqualTo("\"x\\ty\"");
        assertThat(data(source, 3)).isEqualTo("[ 1, [] ]");
        assertThat(data(source, 4)).isEqualTo("null");
        assertThat(source.key(EventNumbers.of(1, 0))).isNull();
        assertThat(source.key(EventNumbers.of(1, 1))).isEqualTo("k");
        assertThat(source.key(EventNumbers.of(1, 2))).isNull();
    }

    @Test
    void namesTheLineThatIsWrong() {
        assertThat(mistake("[1]"))
                .isEqualTo("f:2: is no JSON object; write {\"type\": …, \"data\": …}.");
        assertThat(mistake("{\"type\":\"a\"")).startsWith("f:2: is not JSON: ");
        assertThat(mistake("{\"type\":\"a\"}"))
                .isEqualTo("f:2: lacks data (or payload); write it.");
        assertThat(mistake("{\"data\":1}")).isEqualTo("f:2: lacks type; name the event type.");
        assertThat(mistake("{\"type\":1,\"data\":1}"))
                .isEqualTo("f:2: type is no text; put it in double quotes.");
        assertThat(mistake("{\"type\":\" \",\"data\":1}"))
                .isEqualTo("f:2: type has 0 characters, but must have 1 to 256; change it.");
        assertThat(mistake("{\"type\":\"a\",\"key\":\"" + "k".repeat(513) + "\",\"data\":1}"))
                .isEqualTo("f:2: key has 513 characters, but must have 1 to 512; change it.");
        assertThat(mistake("{\"type\":\"a\",\"data\":1,\"payload\":2}"))
                .isEqualTo("f:2: has both data and payload; remove one of them.");
        assertThat(mistake("{\"type\":\"a\",\"data\":{\"x\":1,\"x\":2}}"))
                .startsWith("f:2: is not JSON: Duplicate field 'x'");
        assertThat(mistake("{\"type\":\"a\",\"data\":[\"\\u0000\"]}"))
                .isEqualTo("f:2: data has a character that no pipeline takes; remove it.");
        assertThat(mistake("{\"type\":\"a\",\"data\":{\"\\ud800\":1}}")).startsWith("f:2: ");
        assertThat(mistake("{\"type\":\"a\",\"data\":1} {}"))
                .isEqualTo("f:2: has more than one value; write one object a line.");
        assertThatThrownBy(() -> parse("\n \n"))
                .isInstanceOf(WorkloadException.class)
                .hasMessageStartingWith("f: has no event;");
        assertThatThrownBy(() -> NdjsonSource.read(Path.of("no-such.ndjson")))
                .isInstanceOf(WorkloadException.class)
                .hasMessage("no-such.ndjson: there is no such file; check its name.");
    }

    private static String mistake(String line) {
        String text = "{\"type\":\"a\",\"data\":1}\n" + line + "\n";
        return String.valueOf(
                catchThrowableOfType(WorkloadException.class, () -> parse(text)).getMessage());
    }

    private static String data(NdjsonSource source, long index) {
        var data = new BodyBuffer();
        source.data(EventNumbers.of(1, index), data);
        return data.text();
    }

    private static NdjsonSource parse(String text) {
        return NdjsonSource.parse("f", text.getBytes(UTF_8));
    }
}
