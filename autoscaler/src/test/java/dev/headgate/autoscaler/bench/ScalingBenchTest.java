// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.trace.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScalingBenchTest {

    @Test
    void showsATrialThatThereIsAndThatThePageNames() throws IOException {
        Trial shown = ScalingBench.shown();

        assertThat(Files.readString(Path.of("..", "docs", "autoscaling.md")))
                .contains("*" + shown.scenario().name() + "*");
    }
}
