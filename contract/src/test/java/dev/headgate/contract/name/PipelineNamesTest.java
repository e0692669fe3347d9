// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.name;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.pipeline.PipelineMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineNamesTest {

    @Test
    void derivesPlainNamesFromAPlainPipeline() {
        assertThat(PipelineNames.of(new PipelineMetadata("orders", "default")))
                .isEqualTo(
                        new PipelineNames(
                                "hg_default_orders", "headgate.default.orders", "/default/orders"));
    }

    @Test
    void namesTheDeadLetterTopicAsKafkaDoes() {
        assertThat(PipelineNames.deadLetterTopic("orders")).isEqualTo("dlq.orders");
    }

    @Test
    void neverGivesTwoPipelinesTheSameSchema() {
        List<String> words =
                List.of(
                        "a",
                        "b",
                        "a-b",
                        "b-a",
                        "a--b",
                        "a-b-a",
                        "x".repeat(40),
                        "x".repeat(39) + "y");
        Map<String, PipelineMetadata> owners = new HashMap<>();
        for (String namespace : words) {
            for (String name : words) {
                var pipeline = new PipelineMetadata(name, namespace);
                assertThat(owners.put(PipelineNames.of(pipeline).schema(), pipeline))
                        .as("%s and another pipeline share a schema", pipeline)
                        .isNull();
            }
        }
    }

    @Test
    void givesSchemasThatPostgresTakesWithoutQuotes() {
        for (String namespace : List.of("a", "a-b", "n".repeat(63))) {
            for (String name : List.of("0", "0-9", "p".repeat(40))) {
                assertThat(PipelineNames.of(new PipelineMetadata(name, namespace)).schema())
                        .matches("[a-z][a-z0-9_]{0,62}");
            }
        }
    }
}
