// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison of JSON forgives what jsonb does to a text, and nothing else. */
class JsonEqualityTest {

    private final JsonEquality json = new JsonEquality();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"bb": 1, "a": 2}          | {"a": 2, "bb": 1}
                    {"a": 1, "a": 2}           | {"a": 2}
                    [1.0, 1.50]                | [1.00, 1.5]
                    {"n": 1e2}                 | {"n": 100}
                    {"n": 12345678901234567890}| {"n": 12345678901234567890}
                    {"n": 0.1e-3}              | {"n": 0.0001}
                    {"n": -0}                  | {"n": 0}
                    {"t": "\\u00e9\\/"}        | {"t": "é/"}
                    {"x": [null, true, {}]}    | { "x" : [ null , true , { } ] }
                    "text"                     | "text"
                    7                          | 7.0
                    """)
    void takesWhatMeansTheSame(String sent, String stored) {
        assertThat(json.same(sent, stored)).isTrue();
        // The second time from what it remembers.
        assertThat(json.same(sent, stored)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"a": 1}                     | {"a": 2}
                    {"a": 1}                     | {"a": "1"}
                    {"a": 1}                     | {"b": 1}
                    {"a": 1}                     | {"a": 1, "b": 1}
                    {"a": null}                  | {}
                    {"a": null, "b": 1}          | {"c": null, "b": 1}
                    {"a": {"b": [1, {"c": 2}]}}  | {"a": {"b": [1, {"c": 3}]}}
                    [1, 2]                       | [2, 1]
                    [1, 2]                       | [1]
                    [true]                       | [false]
                    {"n": 12345678901234567890}  | {"n": 12345678901234567891}
                    {"n": 9007199254740993.0}    | {"n": 9007199254740992}
                    {"n": 4294967297}            | {"n": 1}
                    {"t": "a"}                   | {"t": "A"}
                    {"no json                    | {}
                    {}                           | no json
                    """)
    void seesWhatDiffers(String sent, String stored) {
        assertThat(json.same(sent, stored)).isFalse();
        assertThat(json.same(stored, sent)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1000", "100000"})
    void staysRightWhenItCannotRememberEverything(int padding) {
        String pad = "x".repeat(padding);
        for (int n = 0; n < 200; n++) {
            assertThat(json.same("{\"p\":\"" + pad + "\",\"n\":" + n + "}", stored(pad, n)))
                    .isTrue();
        }
        for (int n = 0; n < 200; n++) {
            assertThat(json.same("{\"p\":\"" + pad + "\",\"n\":" + n + "}", stored(pad, n)))
                    .isTrue();
            assertThat(json.same("{\"p\":\"" + pad + "\",\"n\":" + n + "}", stored(pad, n + 1)))
                    .isFalse();
        }
    }

    @Test
    void staysRightAfterItGaveUpRemembering() {
        for (int n = 0; n < 60_000; n++) {
            assertThat(json.same("{\"p\":\"x\",\"n\":" + n + "}", stored("x", n))).isTrue();
        }

        assertThat(json.same("{\"p\":\"x\",\"n\":1}", stored("x", 1))).isTrue();
        assertThat(json.same("{\"p\":\"x\",\"n\":1}", stored("x", 2))).isFalse();
    }

    private static String stored(String pad, int n) {
        return "{\"n\": " + n + ", \"p\": \"" + pad + "\"}";
    }
}
