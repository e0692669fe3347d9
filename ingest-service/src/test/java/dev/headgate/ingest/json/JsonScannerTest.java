// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {

    private static final int TEXTS_PER_SEED = 40_000;

    private static final JsonFactory JACKSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(100_000)
                                    .maxNumberLength(1_000_000)
                                    .build())
                    .build();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithJacksonOnWhatIsJson(long seed) {
        var texts = new JsonTexts(new Random(seed));
        int accepted = 0;
        for (int i = 0; i < TEXTS_PER_SEED; i++) {
            byte[] text = texts.next();
            boolean scanned = accepts(text);
            accepted += scanned ? 1 : 0;

            assertThat(scanned).as(new String(text, UTF_8)).isEqualTo(jacksonAccepts(text));
        }
        // Both kinds must really occur, or the comparison says nothing.
        assertThat(accepted).isBetween(TEXTS_PER_SEED / 10, TEXTS_PER_SEED * 9 / 10);
    }

    @Test
    void findsWhatCannotBeKeptAndWhere() throws MalformedJson {
        assertThat(findings("{\"a\":[{\"x~/y\":1,\"x~/y\":2}]}", 8))
                .containsExactly(new JsonFinding("/a/0/x~0~1y", JsonFinding.Kind.DUPLICATE_KEY));
        assertThat(findings("[\"\\u0000\",\"\\udc00\",\"\\ud83d\\ude00\"]", 8))
                .containsExactly(
                        new JsonFinding("/0", JsonFinding.Kind.NUL_CHARACTER),
                        new JsonFinding("/1", JsonFinding.Kind.LONE_SURROGATE));
        assertThat(findings("[[],[[1]],{\"a\":{}}]", 2))
                .containsExactly(
                        new JsonFinding("/1/0", JsonFinding.Kind.TOO_DEEP),
                        new JsonFinding("/2/a", JsonFinding.Kind.TOO_DEEP));
    }

    @Test
    void tellsSiblingsFromDuplicates() throws MalformedJson {
        assertThat(findings("[{\"a\":{\"a\":1},\"b\":{\"a\":{}}},{\"a\":1}]", 8)).isEmpty();
        assertThat(findings("{\"a\":{},\"\\u0061\":{}}", 8)).hasSize(1);
        assertThat(findings("{\"Aa\":1,\"BB\":2}", 8)).as("equal hashes").isEmpty();
    }

    @Test
    void findsADuplicateAmongManyKeys() throws MalformedJson {
        var large = new StringBuilder("{");
        for (int i = 0; i < 100_000; i++) {
            large.append("\"k").append(i).append("\":{\"k1\":1},");
        }
        assertThat(findings(large + "\"z\":0}", 8)).isEmpty();
        assertThat(findings(large + "\"k77\":0}", 8))
                .containsExactly(new JsonFinding("/k77", JsonFinding.Kind.DUPLICATE_KEY));
        assertThat(findings(large + "\"k3\":0}", 8)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e131071", "0.1e131072", "1e-16383", "0.0", "-0", "0e5", "1E+3", "12.5e-3"})
    void keepsNumbersThatNumericHolds(String number) throws MalformedJson {
        assertThat(findings(number, 8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e131072",
                "10e131071",
                "1e-16384",
                "1.0e-16383",
                "0e-16384",
                "1e99999999999999999999",
                "-1e-99999999999"
            })
    void refusesNumbersBeyondNumeric(String number) throws MalformedJson {
        assertThat(findings(number, 8))
                .containsExactly(new JsonFinding("", JsonFinding.Kind.NUMBER_OUT_OF_RANGE));
    }

    @Test
    void survivesNestingToTheEndOfALargeBody() throws MalformedJson {
        String deep = "[".repeat(1_000_000) + "]".repeat(1_000_000);

        assertThat(findings(deep, 64))
                .first()
                .extracting(JsonFinding::kind)
                .isEqualTo(JsonFinding.Kind.TOO_DEEP);
    }

    @Test
    void saysWhereTheTextBreaks() {
        assertThatThrownBy(() -> findings("{\"a\":1 \"b\"}", 8))
                .isInstanceOfSatisfying(
                        MalformedJson.class, e -> assertThat(e.position()).isEqualTo(7))
                .hasMessage("expected ',' or '}'");
        assertThatThrownBy(() -> findings("[1,", 8))
                .isInstanceOfSatisfying(
                        MalformedJson.class, e -> assertThat(e.position()).isEqualTo(3))
                .hasMessage("the JSON text ends too early");
    }

    private static List<JsonFinding> findings(String text, int depthMax) throws MalformedJson {
        byte[] bytes = text.getBytes(UTF_8);
        var scanner = new JsonScanner(bytes, bytes.length, depthMax);
        scanner.value();
        scanner.expectEnd();
        return scanner.takeFindings();
    }

    private static boolean accepts(byte[] text) {
        var scanner = new JsonScanner(text, text.length, 64);
        try {
            scanner.value();
            scanner.expectEnd();
            return true;
        } catch (MalformedJson _) {
            return false;
        }
    }

    /**
     * Jackson's reader form: its byte form lets some invalid UTF-8 through, Java's decoder none.
     */
    private static boolean jacksonAccepts(byte[] text) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
        } catch (CharacterCodingException _) {
            return false;
        }
        try (JsonParser parser =
                JACKSON.createParser(
                        new InputStreamReader(new ByteArrayInputStream(text), UTF_8))) {
            int values = 0;
            int open = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                // Jackson looks into a string or a number only when it is wanted.
                parser.getText();
                open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                values += open == 0 ? 1 : 0;
            }
            return values == 1 && open == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
