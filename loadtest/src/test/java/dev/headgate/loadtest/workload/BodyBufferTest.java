// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyBufferTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void writesEveryCharacterSoThatAReaderFindsItAgain() throws IOException {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (Character.getType(c) != Character.SURROGATE && (c < 0x3000 || c % 97 == 0)) {
                String text = "a" + Character.toString(c) + "z";
                String json = new BodyBuffer().appendText(text).text();
                assertThat(JSON.readValue(json, String.class)).isEqualTo(text);
            }
        }
    }

    @Test
    void escapesWhatJsonWantsEscapedAndNothingElse() {
        assertThat(new BodyBuffer().appendText("\"\\\n\r\t\u0001/é😀").text())
                .isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0001/é😀\"");
    }

    @Test
    void writesHalfACharacterAsAnEscape() {
        assertThat(new BodyBuffer().appendText("\uD83D" + "x" + "\uDE00").text())
                .isEqualTo("\"\\ud83dx\\ude00\"");
    }

    @Test
    void writesNumbersAsJavaDoes() {
        for (long number :
                List.of(0L, 9L, 10L, -1L, 99L, 100L, 12_345L, Long.MAX_VALUE, Long.MIN_VALUE)) {
            assertThat(new BodyBuffer().appendNumber(number).text())
                    .isEqualTo(Long.toString(number));
        }
        assertThat(new BodyBuffer().appendDigits(7, 3).text()).isEqualTo("007");
    }

    @Test
    void growsAsLongAsTextsAre() {
        String text = "中".repeat(100_000);

        assertThat(new BodyBuffer().appendText(text).text()).isEqualTo("\"" + text + "\"");
    }
}
