// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.consumer.RetrySettings;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

    private static final List<Duration> DELAYS =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(10),
                    Duration.ofHours(1));

    private final SplittableRandom random = new SplittableRandom(7);

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 10", "3, 60", "4, 600", "5, 3600"})
    void waitsAsPlannedGiveOrTakeAFifth(int attempts, long seconds) {
        var schedule = schedule(6, Duration.ofHours(6));

        List<Long> waits =
                IntStream.range(0, 10_000)
                        .mapToLong(_ ->
                                schedule.next(attempts, Duration.ZERO, random)
                                        .orElseThrow()
                                        .toMillis())
                        .boxed()
                        .toList();

        assertThat(waits).allMatch(ms -> ms >= seconds * 800 && ms <= seconds * 1_200);
        assertThat(waits).anyMatch(ms -> ms < seconds * 820).anyMatch(ms -> ms > seconds * 1_180);
    }

    @Test
    void theSixthAttemptIsTheLast() {
        var schedule = schedule(6, Duration.ofHours(6));

        assertThat(schedule.next(5, Duration.ZERO, random)).isPresent();
        assertThat(schedule.next(6, Duration.ZERO, random)).isEmpty();
        assertThat(schedule.next(7, Duration.ZERO, random)).isEmpty();
    }

    @Test
    void theLastDelayRepeats() {
        var schedule = schedule(100, Duration.ofDays(30));

        assertThat(schedule.next(42, Duration.ZERO, random).orElseThrow())
                .isBetween(Duration.ofMinutes(48), Duration.ofMinutes(72));
    }

    @Test
    void plansNoAttemptBehindTheGreatestAge() {
        var schedule = schedule(100, Duration.ofHours(6));

        assertThat(schedule.next(5, Duration.ofMinutes(287), random)).isPresent();
        assertThat(schedule.next(5, Duration.ofMinutes(313), random)).isEmpty();
    }

    @Test
    void theFirstWaitIsTheFirstDelay() {
        assertThat(schedule(6, Duration.ofHours(6)).first(random))
                .isBetween(Duration.ofMillis(800), Duration.ofMillis(1_200));
    }

    private static RetrySchedule schedule(int attemptsMax, Duration ageMax) {
        return new RetrySchedule(new RetrySettings(DELAYS, attemptsMax, ageMax, 1_000, false, 100));
    }
}
