// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each second text is what a real API server answers to the first. */
class AmountsTest {

    @ParameterizedTest
    @CsvSource({"0.5,500m", "2,2", "1.0,1", "1000m,1", "250m,250m", "1.25,1250m", "2000,2k"})
    void writesCpuAsTheApiServerDoes(String given, String canonical) {
        assertThat(Amounts.cpu(given)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({"512Mi,512Mi", "1024Mi,1Gi", "1536Mi,1536Mi", "1000M,1G", "2G,2G", "1024Ti,1Pi"})
    void writesMemoryAsTheApiServerDoes(String given, String canonical) {
        assertThat(Amounts.memory(given)).isEqualTo(canonical);
    }
}
