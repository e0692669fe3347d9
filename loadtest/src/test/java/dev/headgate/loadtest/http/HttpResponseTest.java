// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.loadtest.http.HttpResponse.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResponseTest {

    private final HttpResponse response = new HttpResponse();

    @Test
    void readsABodyWithALength() {
        assertThat(read("HTTP/1.1 202 Accepted\r\ncontent-LENGTH: 2\r\n\r\n{}HTTP/1.1 503"))
                .isEqualTo(Reading.Complete);
        assertThat(response.status()).isEqualTo(202);
        assertThat(body()).isEqualTo("{}");
        assertThat(response.close()).isFalse();
    }

    @Test
    void joinsChunksAndPassesOverTrailers() {
        String chunked =
                String.join(
                        "\r\n",
                        "HTTP/1.1 200 OK",
                        "Transfer-Encoding: chunked",
                        "",
                        "3",
                        "abc",
                        "1a;x=y",
                        "abcdefghijklmnopqrstuvwxyz",
                        "0",
                        "X: y",
                        "",
                        "");

        for (int length = 0; length < chunked.length(); length++) {
            assertThat(read(chunked.substring(0, length))).isEqualTo(Reading.Incomplete);
        }
        assertThat(read(chunked)).isEqualTo(Reading.Complete);
        assertThat(body()).isEqualTo("abcabcdefghijklmnopqrstuvwxyz");
        assertThat(response.end()).isEqualTo(chunked.length());
    }

    @Test
    void passesOverInterimAnswers() {
        String answers =
                String.join(
                        "\r\n",
                        "HTTP/1.1 100 Continue",
                        "",
                        "HTTP/1.1 503 Busy",
                        "Retry-After: 7",
                        "Connection: Close",
                        "Content-Length: 0",
                        "",
                        "");

        assertThat(read(answers)).isEqualTo(Reading.Complete);
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.retryAfterSeconds()).isEqualTo(7);
        assertThat(response.close()).isTrue();
    }

    @Test
    void aBodyWithoutALengthEndsWithTheConnection() {
        assertThat(read("HTTP/1.0 200 OK\r\n\r\nall of it")).isEqualTo(Reading.UntilClose);
        assertThat(body()).isEqualTo("all of it");
        assertThat(response.close()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\n"
            })
    void whatIsNoAnswerIsMalformed(String text) {
        assertThat(read(text)).isEqualTo(Reading.Malformed);
    }

    @Test
    void anEndlessHeadIsMalformed() {
        assertThat(read("HTTP/1.1 200 OK\r\nX: " + "x".repeat(70_000)))
                .isEqualTo(Reading.Malformed);
    }

    private Reading read(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return response.read(bytes, 0, bytes.length);
    }

    private String body() {
        return new String(
                response.array(),
                response.bodyStart(),
                response.bodyEnd() - response.bodyStart(),
                UTF_8);
    }
}
