// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSyntaxTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", " [1, {\"a\": [null, true]}] ", "1e400", "\"text\"", "null", "-0.5"})
    void findsOneJsonValuePlausible(String text) {
        assertThat(JsonSyntax.isPlausible(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":1",
                "\"a\":1}",
                "[1,]",
                "{'a':1}",
                "nul",
                "01",
                "{} {}",
                "1 2",
                "\"line\nbreak\"",
                "{\"a\" 1}",
                "]"
            })
    void suspectsAnythingElse(String text) {
        assertThat(JsonSyntax.isPlausible(text)).isFalse();
    }
}
