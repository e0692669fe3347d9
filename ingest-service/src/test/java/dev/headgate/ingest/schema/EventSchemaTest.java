// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.ingest.caller.InvalidFile;
import dev.headgate.ingest.schema.SchemaVerdict.Breach;
import dev.headgate.ingest.schema.SchemaVerdict.Breaks;
import dev.headgate.ingest.schema.SchemaVerdict.Fits;
import dev.headgate.ingest.schema.SchemaVerdict.TooCostly;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSchemaTest {

    private static final long STEPS_MAX = 100_000;
    private static final String ORDER =
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": ["order", "lines"],
              "properties": {
                "order": {"type": "string", "pattern": "^o-[0-9]+$"},
                "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}}
              },
              "$defs": {"line": {"type": "object", "properties": {"count": {"minimum": 1}}}}
            }
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"order\":\"o-1\",\"lines\":[]}|",
                "{\"order\":\"o-1\",\"lines\":[{\"count\":2}]}|",
                "{\"order\":\"o-1\",\"lines\":[{\"count\":1e400}]}|",
                "[]|'' type",
                "{\"order\":\"o-1\"}|'' required",
                "{\"order\":\"x\",\"lines\":[]}|'/order' pattern",
                "{\"order\":\"o-1\",\"lines\":[{\"count\":2},{\"count\":0}]}|'/lines/1/count' minimum"
            })
    void tellsWhatIsWrongWhere(String data, String wrong) throws InvalidFile {
        SchemaVerdict verdict = check(ORDER, data);

        if (wrong == null) {
            assertThat(verdict).isEqualTo(new Fits());
        } else {
            assertThat(verdict).isInstanceOf(Breaks.class);
            assertThat(((Breaks) verdict).breaches())
                    .extracting(breach -> "'" + breach.pointer() + "' " + breach.keyword())
                    .containsExactly(wrong);
        }
    }

    @Test
    void looksOnlyAtTheDataOfTheBody() throws InvalidFile {
        byte[] body = "{\"data\":5,\"x\":1}".getBytes(UTF_8);

        SchemaVerdict verdict =
                EventSchema.compile("{\"maximum\": 4}".getBytes(UTF_8), STEPS_MAX)
                        .check(body, 8, 9);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Breaks.class,
                        breaks ->
                                assertThat(breaks.breaches())
                                        .extracting(Breach::detail)
                                        .containsExactly("must have a maximum value of 4"));
    }

    @Test
    void tellsNotMoreThanIsWorthIt() throws InvalidFile {
        SchemaVerdict verdict =
                check("{\"items\": {\"type\": \"string\"}}", "[1,2,3,4,5,6,7,8,9,10,11,12]");

        assertThat(((Breaks) verdict).breaches()).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{|is not JSON",
                "{\"type\": \"text\"}|is no JSON Schema of 2020-12",
                "{\"$ref\": \"#/$defs/missing\"}|cannot be used",
                "{\"$ref\": \"http://127.0.0.1:1/order.json\"}|cannot be used",
                "{\"$ref\": \"file:///etc/hostname\"}|cannot be used",
                "{\"$ref\": \"classpath:logging.properties\"}|cannot be used",
                "{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}|cannot be used",
                "{\"pattern\": \"(?=a)b\"}|cannot be used"
            })
    void refusesWhatIsNoSchemaByItself(String schema, String reason) {
        assertThatThrownBy(() -> EventSchema.compile(schema.getBytes(UTF_8), STEPS_MAX))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void refusesASchemaThatIsTooLarge() {
        String schema = "{\"description\": \"" + "x".repeat(1_048_576) + "\"}";

        assertThatThrownBy(() -> EventSchema.compile(schema.getBytes(UTF_8), STEPS_MAX))
                .isInstanceOf(InvalidFile.class)
                .hasMessage("is larger than 1048576 bytes");
    }

    @Test
    void breaksOffWhatTakesTooLong() throws InvalidFile {
        // Each level of the data doubles the work.
        String schema =
                "{\"anyOf\": [{\"properties\": {\"a\": {\"$ref\": \"#\"}}, \"required\": [\"b\"]},"
                        + " {\"properties\": {\"a\": {\"$ref\": \"#\"}}, \"required\": [\"c\"]}]}";
        String data = "{\"a\":".repeat(50) + "1" + "}".repeat(50);

        assertThat(check(schema, data)).isEqualTo(new TooCostly());
    }

    @Test
    void noTextMakesAPatternBacktrack() throws InvalidFile {
        String schema = "{\"pattern\": \"^(a+)+$\"}";

        SchemaVerdict verdict = check(schema, "\"" + "a".repeat(50_000) + "!\"");

        assertThat(verdict).isInstanceOf(Breaks.class);
    }

    @Test
    void followsASchemaThatRefersToItself() throws InvalidFile {
        String tree = "{\"items\": {\"$ref\": \"#\"}, \"type\": \"array\"}";

        assertThat(check(tree, "[[[],[[]]]]")).isEqualTo(new Fits());
        assertThat(check(tree, "[[[],[[0]]]]"))
                .extracting(verdict -> ((Breaks) verdict).breaches())
                .isEqualTo(
                        List.of(new Breach("/0/1/0/0", "type", "integer found, array expected")));
    }

    private static SchemaVerdict check(String schema, String data) throws InvalidFile {
        byte[] body = data.getBytes(UTF_8);
        return EventSchema.compile(schema.getBytes(UTF_8), STEPS_MAX).check(body, 0, body.length);
    }
}
