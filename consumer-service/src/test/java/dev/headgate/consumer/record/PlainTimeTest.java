// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTimeTest {

    private static final long SECONDS_MIN = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long SECONDS_MAX = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    @Test
    void readsWhatJavaReads() {
        var random = new Random(7);
        int read = 0;
        for (int n = 0; n < 20_000; n++) {
            Instant instant =
                    Instant.ofEpochSecond(
                            random.nextLong(SECONDS_MIN, SECONDS_MAX),
                            random.nextInt(4) == 0 ? 0 : random.nextInt(1_000_000_000));
            String text = instant.toString();
            long micros = PlainTime.micros(text);
            if (micros != PlainTime.OTHER) {
                read++;
                assertThat(micros).as(text).isEqualTo(javas(text));
            }
        }
        assertThat(read).isGreaterThan(15_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-23",
                "2026-11-23T14:03:22",
                "2026-11-23T14:03:22+01:00",
                "2026-11-23t14:03:22z",
                "2026-11-23T14:03:22.Z",
                "2026-11-23T14:03:22.1234567891Z",
                "2026-11-23T14:03:22.12x4Z",
                "2026-11-23T24:03:22Z",
                "2026-11-23T14:60:22Z",
                "2026-11-23T14:03:60Z",
                "2026-13-23T14:03:22Z",
                "2026-02-30T14:03:22Z",
                "2026-00-01T14:03:22Z",
                "0000-01-01T00:00:00Z",
                "+2026-11-23T14:03:22Z",
                "2026-11-2\u0663T14:03:22Z"
            })
    void leavesWhatLooksOtherwise(String text) {
        assertThat(PlainTime.micros(text)).isEqualTo(PlainTime.OTHER);
    }

    private static long javas(String text) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, OffsetDateTime.parse(text).toInstant());
    }
}
