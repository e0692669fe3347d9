// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.pipeline.PipelineReading.Valid;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PipelineExplanationTest {

    @Test
    void showsEveryFieldWithTheValueInEffectAndItsOrigin() {
        assertThat(explained("valid-minimal.yaml").fields())
                .extracting(field -> field.path() + ": " + field.value() + " " + field.origin())
                .containsExactly(
                        "apiVersion: headgate.dev/v1alpha1 File",
                        "kind: IngestionPipeline File",
                        "metadata.name: orders File",
                        "metadata.namespace: default Default",
                        "spec.topics[0].name: orders File",
                        "spec.topics[0].eventTypes: [\"*\"] Default",
                        "spec.topics[0].partitionBy: Key Default",
                        "spec.topics[0].partitions: 12 Default",
                        "spec.topics[0].maxPartitions: 12 Derived",
                        "spec.topics[0].partitionGrowth: Manual Default",
                        "spec.topics[0].replicationFactor: the broker's default Derived",
                        "spec.topics[0].retentionHours: 168 Default",
                        "spec.topics[0].deletionPolicy: Retain Default",
                        "spec.topics[0].onUnreachable: Abandon Default",
                        "spec.ingest.replicas: 2 Default",
                        "spec.ingest.maxEventBytes: 524288 Default",
                        "spec.ingest.maxBatchEvents: 1000 Default",
                        "spec.ingest.maxBodyBytes: 4194304 Default",
                        "spec.ingest.answerDeadlineMillis: 5000 Default",
                        "spec.ingest.keepRefused: false Default",
                        "spec.consumer.latencyObjectiveSeconds: 60 Default",
                        "spec.consumer.minReplicas: 1 Default",
                        "spec.consumer.maxReplicas: 12 Derived",
                        "spec.consumer.replicas: 1 Default",
                        "spec.consumer.scaling.mode: Auto Default",
                        "spec.consumer.startFrom: Earliest Default",
                        "spec.consumer.deduplicate: ByEventId Default",
                        "spec.consumer.deduplicateHours: 168 Default",
                        "spec.paused: false Default",
                        "spec.updateStrategy: Automatic Default");
    }

    @Test
    void showsWhatIsAllowedAndWhatItMeans() {
        assertThat(explained("valid-everything.yaml").fields())
                .contains(
                        new ExplainedField(
                                "spec.topics[1].partitionBy",
                                "None",
                                ValueOrigin.File,
                                "Key | EventType | None",
                                "What keeps its order: Key (events of one key, such as a user id),"
                                        + " EventType, or None (spread evenly, no order)."),
                        new ExplainedField(
                                "spec.topics[1].partitions",
                                "24",
                                ValueOrigin.File,
                                "1 to 1000",
                                "Number of partitions, the limit of parallel consumers. Never"
                                        + " decreases."));
    }

    @Test
    void showsMapsAndListsOfFields() {
        assertThat(explained("valid-everything.yaml").fields())
                .extracting(field -> field.path() + ": " + field.value())
                .contains(
                        "spec.topics[0].configs: {compression.type: \"zstd\", segment.bytes:"
                                + " \"268435456\"}",
                        "spec.ingest.pod.env[0].name: TZ",
                        "spec.kafka.authentication.scram.secretRef.name: kafka-login",
                        "spec.paused: true");
    }

    @Test
    void showsTheDerivedNames() {
        assertThat(explained("valid-everything.yaml").names())
                .containsEntry("PostgreSQL schema", "hg_sales_shop")
                .containsEntry("Kafka consumer group", "headgate.sales.shop")
                .containsEntry("source of events without one", "/sales/shop")
                .containsEntry("dead-letter topic of clicks", "dlq.clicks");
    }

    private static PipelineExplanation explained(String file) {
        PipelineReading reading =
                PipelineFile.read(Path.of("src/test/resources/pipeline").resolve(file));
        assertThat(reading).isInstanceOf(Valid.class);
        return PipelineExplanation.of(((Valid) reading).pipeline());
    }
}
