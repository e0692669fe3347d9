// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.run.Execution;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What {@code explain} says about the smallest example, word for word. */
class ExplainTest {

    @Test
    void showsEveryValueOfTheSmallestExampleAndWhereItComesFrom() throws IOException {
        Execution explain = Execution.of("explain", "../examples/01-minimal.yaml");

        assertThat(explain.exitCode()).isZero();
        assertThat(explain.err()).isEmpty();
        assertThat(explain.out()).isEqualTo(golden("01-minimal.txt"));
    }

    @Test
    void saysWhatFieldsMeanIfAsked() {
        Execution explain = Execution.of("explain", "--describe", "../examples/01-minimal.yaml");

        assertThat(explain.exitCode()).isZero();
        assertThat(explain.out())
                .containsPattern("spec.topics\\[0].partitions +12 +default\\n +\\S");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Execution explain = Execution.of("explain", "../examples/missing.yaml");

        assertThat(explain.exitCode()).isEqualTo(2);
        assertThat(explain.err()).contains("missing.yaml").doesNotContain("\tat ");
    }

    private static String golden(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ExplainTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
