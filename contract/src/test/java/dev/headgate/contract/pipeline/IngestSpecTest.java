// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.pipeline.PipelineReading.Valid;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a pipeline file says in vain where there is no cluster. */
class IngestSpecTest {

    @Test
    void namesTheFieldsThatOnlyAClusterCanProvide() {
        assertThat(note("everything"))
                .contains(
                        "Not in force here, but on a cluster only: spec.ingest callers, tls, webhooks,"
                                + " schemas.");
    }

    @Test
    void saysNothingOfAPipelineWithoutThem() {
        assertThat(note("minimal")).isEmpty();
    }

    private static Optional<String> note(String pipeline) {
        Path file = Path.of("src/test/resources/pipeline/valid-" + pipeline + ".yaml");
        return ((Valid) PipelineFile.read(file)).pipeline().spec().ingest().clusterOnly();
    }
}
