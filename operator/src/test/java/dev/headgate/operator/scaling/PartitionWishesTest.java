// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.Finding.PartitionGrowthRecommended;
import dev.headgate.autoscaler.Finding.PartitionGrowthRecommended.Shortage;
import dev.headgate.autoscaler.PartitionKey;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.contract.pipeline.TopicSpec;
import dev.headgate.operator.resource.PipelineResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartitionWishesTest {

    private static final double HOUR = 3_600;
    private static final Optional<PartitionGrowthRecommended> NONE = Optional.empty();

    @Test
    void doublesUntilThereAreEnoughAndNotBeyondWhatIsAllowed() {
        assertThat(wanted(growth(24), topics("orders", 12, 96), Map.of("orders", 12)))
                .containsExactly(Map.entry("orders", 24));
        assertThat(wanted(growth(36), topics("orders", 12, 96), Map.of("orders", 12)))
                .containsExactly(Map.entry("orders", 48));
        assertThat(wanted(growth(36), topics("orders", 12, 30), Map.of("orders", 12)))
                .containsExactly(Map.entry("orders", 30));
        assertThat(wanted(growth(36), topics("orders", 12, 12), Map.of("orders", 12))).isEmpty();
    }

    @Test
    void ofSeveralTopicsOnlyTheOneWithTheHotPartitionGrows() {
        List<TopicSpec> topics = spec("orders", 12, 96, "clicks", 12, 96);
        Map<String, Integer> partitions = Map.of("orders", 12, "clicks", 12);
        var hot =
                new PartitionGrowthRecommended(
                        48, Shortage.HotPartition, new PartitionKey("clicks", 3));

        assertThat(wanted(hot, topics, partitions)).containsExactly(Map.entry("clicks", 24));
        assertThat(wanted(growth(48), topics, partitions))
                .containsOnly(Map.entry("orders", 24), Map.entry("clicks", 24));
    }

    @Test
    void growsAtMostOnceADay() {
        List<TopicSpec> topics = topics("orders", 12, 96);
        PartitionWishes grown =
                PartitionWishes.NONE
                        .next(0, Optional.of(growth(24)), topics, had(12), had(12))
                        .next(10, Optional.of(growth(48)), topics, had(24), had(12));

        assertThat(grown.wanted()).isEmpty();
        assertThat(grown.grownAt()).isEqualTo(10);
        assertThat(
                        grown.next(23 * HOUR, Optional.of(growth(48)), topics, had(24), had(24))
                                .wanted())
                .isEmpty();
        assertThat(
                        grown.next(25 * HOUR, Optional.of(growth(48)), topics, had(24), had(24))
                                .wanted())
                .containsExactly(Map.entry("orders", 48));
    }

    @Test
    void aWishStandsForMinutesAfterItsReasonHasGone() {
        List<TopicSpec> topics = topics("orders", 12, 96);
        PartitionWishes wish =
                PartitionWishes.NONE.next(0, Optional.of(growth(24)), topics, had(12), had(12));

        assertThat(wish.next(300, NONE, topics, had(12), had(12)).wanted()).isNotEmpty();
        assertThat(wish.next(900, NONE, topics, had(12), had(12)).wanted()).isEmpty();
    }

    private static Map<String, Integer> had(int partitions) {
        return Map.of("orders", partitions);
    }

    private static Map<String, Integer> wanted(
            PartitionGrowthRecommended growth,
            List<TopicSpec> topics,
            Map<String, Integer> partitions) {
        return PartitionWishes.NONE
                .next(0, Optional.of(growth), topics, partitions, partitions)
                .wanted();
    }

    private static PartitionGrowthRecommended growth(int partitions) {
        return new PartitionGrowthRecommended(partitions, Shortage.Replicas, null);
    }

    private static List<TopicSpec> topics(String name, int partitions, int most) {
        return spec("topics: [{name: %s, partitions: %d, maxPartitions: %d, eventTypes: [\"*\"]}]"
                        .formatted(name, partitions, most))
                .topics();
    }

    private static List<TopicSpec> spec(Object... topics) {
        return spec("""
        topics:
          - {name: %s, partitions: %d, maxPartitions: %d, eventTypes: ["a.*"]}
          - {name: %s, partitions: %d, maxPartitions: %d, eventTypes: ["b.*"]}
        """
                        .formatted(topics))
                .topics();
    }

    private static PipelineSpec spec(String yaml) {
        return Serialization.unmarshal("spec:\n" + yaml.indent(2), PipelineResource.class)
                .getSpec();
    }
}
