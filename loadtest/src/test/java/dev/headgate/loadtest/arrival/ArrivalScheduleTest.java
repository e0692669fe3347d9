// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalScheduleTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void constantRateIsEvenlySpaced() {
        ArrivalSchedule schedule = ArrivalText.schedule("200", MINUTE);

        assertThat(schedule.count()).isEqualTo(12_000);
        assertThat(schedule.dueNanos(0)).isZero();
        assertThat(schedule.dueNanos(1)).isEqualTo(5_000_000);
        assertThat(schedule.dueNanos(11_999)).isEqualTo(59_995_000_000L);
    }

    @Test
    void tenThousandAMinuteAreTenThousandInAMinute() {
        assertThat(ArrivalText.schedule("10000/m", MINUTE).count()).isEqualTo(10_000);
    }

    @Test
    void rampSendsMoreAndMore() {
        ArrivalSchedule schedule = ArrivalText.schedule("0..100", Duration.ofSeconds(10));

        assertThat(schedule.count()).isEqualTo(500);
        assertThat(schedule.dueUntil(5_000_000_000L)).isEqualTo(126);
        assertThat(schedule.dueNanos(125) / 1e9).isCloseTo(5, within(1e-6));
        assertThat(schedule.rateAt(2_500_000_000L)).isCloseTo(25, within(1e-9));
    }

    @Test
    void stepsLastEquallyLong() {
        ArrivalSchedule schedule = ArrivalText.schedule("100,500,1k", MINUTE);

        assertThat(schedule.count()).isEqualTo(20 * 1_600);
        assertThat(schedule.rateAt(19_999_999_999L)).isEqualTo(100);
        assertThat(schedule.rateAt(20_000_000_000L)).isEqualTo(500);
        assertThat(schedule.rateAt(59_000_000_000L)).isEqualTo(1_000);
    }

    @Test
    void spikeReplacesTheRateForAWhile() {
        ArrivalSchedule schedule =
                ArrivalText.withSpike(ArrivalText.schedule("100..200", MINUTE), "2000@30s+5s");

        assertThat(schedule.duration()).isEqualTo(MINUTE);
        assertThat(schedule.rateAt(31_000_000_000L)).isEqualTo(2_000);
        assertThat(schedule.rateAt(35_000_000_000L)).isCloseTo(100 + 100 * 35 / 60.0, within(1e-6));
        assertThat(schedule.count()).isEqualTo((long) (9_000 + 10_000 - 5 * (150 + 100 / 24.0)));
    }

    @Test
    void recordedRatesHoldUntilTheNextLine(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(folder.resolve("trace.csv"), "second,rate\n0,10\n2,0\n5,30\n");

        ArrivalSchedule schedule = ArrivalText.recorded(file);

        assertThat(schedule.duration()).isEqualTo(Duration.ofSeconds(6));
        assertThat(schedule.count()).isEqualTo(50);
        assertThat(schedule.dueNanos(20)).isEqualTo(5_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"200", "0..100", "100..0", "10,0,300,7", "0.5"})
    void whatIsDueUntilAnInstantIsWhatIsDueBefore(String rates) {
        ArrivalSchedule schedule = ArrivalText.schedule(rates, MINUTE);

        long before = -1;
        for (long n = 0; n < schedule.count(); n++) {
            long due = schedule.dueNanos(n);
            assertThat(due).isGreaterThanOrEqualTo(before).isLessThan(MINUTE.toNanos());
            assertThat(schedule.dueUntil(due + 1_000)).isBetween(n + 1, n + 2);
            before = due;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "-5", "100..", "1,,2", "20/d", "1..2..3", "99999999999"})
    void unreadableRatesAreRefusedWithASentence(String rates) {
        assertThatThrownBy(() -> ArrivalText.schedule(rates, MINUTE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rate");
    }

    @Test
    void aRecordingNamesTheLineThatIsWrong(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("trace.csv"), "0,10\n1;20\n");

        assertThatThrownBy(() -> ArrivalText.recorded(file))
                .hasMessageContaining("trace.csv:2")
                .hasMessageContaining("1;20");
    }

    @Test
    void aScheduleHasAtLeastOnePiece() {
        assertThatThrownBy(() -> ArrivalSchedule.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
