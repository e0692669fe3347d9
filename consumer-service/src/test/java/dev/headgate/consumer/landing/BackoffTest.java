// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    @ParameterizedTest
    @CsvSource({"0, 100", "1, 200", "3, 800", "4, 1000", "1000000, 1000"})
    void waitsAtMostTheDoubledBaseAndNeverLongerThanTheCap(int attempt, long bound) {
        var backoff =
                new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), new SplittableRandom(7));

        for (int i = 0; i < 1_000; i++) {
            assertThat(backoff.wait(attempt)).isBetween(Duration.ZERO, Duration.ofMillis(bound));
        }
    }
}
