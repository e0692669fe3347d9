// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headgate.contract.pipeline.PipelineFile;
import dev.headgate.contract.pipeline.PipelineReading;
import dev.headgate.contract.topic.WantedTopic.Purpose;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WantedTopicTest {

    @Test
    void eachTopicIsFollowedByItsDeadLetterTopicWithAsManyPartitions() {
        assertThat(wanted("[{name: orders, partitions: 7}]", "{}"))
                .extracting(WantedTopic::name, WantedTopic::partitions, WantedTopic::purpose)
                .containsExactly(
                        tuple("orders", 7, Purpose.Events),
                        tuple("dlq.orders", 7, Purpose.DeadLetters));
    }

    @Test
    void refusedEventsHaveATopicOfOnePartitionIfTheyAreKept() {
        assertThat(wanted("[{name: orders, partitions: 7}]", "{keepRefused: true}"))
                .extracting(WantedTopic::name, WantedTopic::partitions, WantedTopic::purpose)
                .contains(tuple("refused.orders", 1, Purpose.RefusedEvents))
                .hasSize(3);
    }

    @Test
    void oneReplicaMayBeAwayUnlessThereIsOnlyOne() {
        WantedTopic topic = wanted("[{name: orders}]", "{}").getFirst();

        assertThat(topic.configs(3)).containsEntry("min.insync.replicas", "2");
        assertThat(topic.configs(1)).containsEntry("min.insync.replicas", "1");
        assertThat(topic.configs(null)).doesNotContainKey("min.insync.replicas");
    }

    @Test
    void theSettingsAreExactlyThese() {
        List<WantedTopic> topics =
                wanted(
                        "[{name: orders, retentionHours: 2, configs: {compression.type: zstd}}]",
                        "{maxEventBytes: 2000000, maxBodyBytes: 4000000}");

        assertThat(topics.getFirst().configs(3))
                .isEqualTo(
                        Map.of(
                                "cleanup.policy", "delete",
                                "compression.type", "zstd",
                                "max.message.bytes", "2065536",
                                "min.insync.replicas", "2",
                                "retention.ms", "7200000",
                                "unclean.leader.election.enable", "false"));
        assertThat(topics.getLast().configs(3))
                .doesNotContainKey("compression.type")
                .containsEntry("max.message.bytes", "2098304");
        assertThat(topics.getFirst().ownedConfigs(3)).doesNotContainKey("compression.type");
    }

    private static List<WantedTopic> wanted(String topics, String ingest) {
        String text =
                """
                apiVersion: headgate.dev/v1alpha1
                kind: IngestionPipeline
                metadata: {name: orders}
                spec:
                  topics: %s
                  ingest: %s
                """
                        .formatted(topics, ingest);
        PipelineReading reading = PipelineFile.parse("pipeline.yaml", text);
        assertThat(reading).isInstanceOf(PipelineReading.Valid.class);
        return WantedTopic.of(((PipelineReading.Valid) reading).pipeline().spec());
    }
}
