// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.WritableHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAttemptTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 2",
        "3, 4",
        "4, 5+",
        "999999999, 5+",
        "9999999999, untold",
        "-1, untold",
        "two, untold",
        "'', untold"
    })
    void isWhatTheClientSaysWithinBounds(String said, String label) {
        WritableHeaders<?> headers = WritableHeaders.create();
        headers.set(HeaderNames.create("X-Retry-Count"), said);

        assertThat(ClientAttempt.of(ServerRequestHeaders.create(headers)).label()).isEqualTo(label);
    }

    @Test
    void isUntoldWhereTheClientSaysNothing() {
        assertThat(ClientAttempt.of(ServerRequestHeaders.create(WritableHeaders.create())))
                .isEqualTo(ClientAttempt.UNTOLD);
    }
}
