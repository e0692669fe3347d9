// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 µs",
        "7, 7 µs",
        "850, 850 µs",
        "1000, 1 ms",
        "1234, 1.23 ms",
        "12345, 12.3 ms",
        "123456, 123 ms",
        "999499, 999 ms",
        "999999, 1.00 s",
        "2040000, 2.04 s",
        "61500000, 61.5 s"
    })
    void writesDurations(double micros, String text) {
        assertThat(Figures.duration(micros)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1, 100.0 %", "0.99996, 99.996 %", "0.0004, 0.040 %", "0, 0.0 %", "0.1234, 12.3 %"})
    void roundsNoShareToAWhole(double share, String text) {
        assertThat(Figures.percent(share)).isEqualTo(text);
    }

    @Test
    void writesCountsRatesAndSizes() {
        assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Figures.rate(199.84)).isEqualTo("199.8/s");
        assertThat(Figures.rate(12_345.6)).isEqualTo("12,346/s");
        assertThat(Figures.bytes(512)).isEqualTo("512 B");
        assertThat(Figures.bytes(16_777_216_000L)).isEqualTo("15.6 GiB");
    }
}
