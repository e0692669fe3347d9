// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.Decision;
import dev.headgate.autoscaler.Decision.Constraint;
import dev.headgate.autoscaler.Decision.Inputs;
import dev.headgate.autoscaler.Decision.Needs;
import dev.headgate.autoscaler.Decision.Reason;
import dev.headgate.autoscaler.Finding;
import dev.headgate.autoscaler.PartitionKey;
import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.ConditionType;
import dev.headgate.operator.status.Judgement;
import dev.headgate.operator.topic.KafkaAccess;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScalingConditionsTest {

    private static final PartitionKey THREE = new PartitionKey("orders", 3);
    private static final PartitionKey FIVE = new PartitionKey("orders", 5);

    private final ScalingConditions conditions = new ScalingConditions();
    private final List<Judgement> news = new ArrayList<>();

    @Test
    void tellsWhoDecides() {
        assertThat(of(ConditionType.ScalingActive, after(0, "Auto", decision(Constraint.Mean))))
                .hasValueSatisfying(each -> {
                    assertThat(each.truth()).isEqualTo(Truth.True);
                    assertThat(each.reason()).isEqualTo(ConditionReason.Auto);
                    assertThat(each.message()).contains("30 s");
                });
        assertThat(
                        of(
                                ConditionType.ScalingActive,
                                after(10, "Recommend", decision(Constraint.Mean))))
                .hasValueSatisfying(each -> {
                    assertThat(each.truth()).isEqualTo(Truth.False);
                    assertThat(each.reason()).isEqualTo(ConditionReason.Recommending);
                    assertThat(each.message()).contains("Auto would have 7.");
                });
        assertThat(news).isEmpty();
    }

    @Test
    void aSilentKafkaIsToldAndIsNews() {
        List<Judgement> found =
                after(0, "Auto", decision(Constraint.Mean, new Finding.MetricsStale(200)));

        assertThat(of(ConditionType.ScalingActive, found))
                .hasValueSatisfying(
                        each -> assertThat(each.reason()).isEqualTo(ConditionReason.MetricsStale));
        assertThat(news)
                .singleElement()
                .satisfies(
                        each -> assertThat(each.reason()).isEqualTo(ConditionReason.MetricsStale));
    }

    @Test
    void whatComesAndGoesIsSaidAllTheTimeAndIsNewsOnce() {
        after(0, "Auto", decision(Constraint.Most));
        after(10, "Auto", decision(Constraint.Mean));
        List<Judgement> held = after(50, "Auto", decision(Constraint.Most));

        assertThat(of(ConditionType.ScalingLimited, held))
                .hasValueSatisfying(
                        each -> assertThat(each.reason()).isEqualTo(ConditionReason.AtMax));
        assertThat(news).hasSize(1);
        assertThat(of(ConditionType.ScalingLimited, after(111, "Auto", decision(Constraint.Mean))))
                .isEmpty();
    }

    @Test
    void aLimitIsWordedAnewOnlyOnceItHasGone() {
        after(0, "Auto", decision(Constraint.Partitions, hot(THREE)));
        List<Judgement> soon = after(10, "Auto", decision(Constraint.Partitions, hot(FIVE)));
        List<Judgement> other = after(20, "Auto", decision(Constraint.Partitions));

        assertThat(of(ConditionType.ScalingLimited, soon))
                .hasValueSatisfying(each -> assertThat(each.message()).contains("orders-3"));
        assertThat(of(ConditionType.ScalingLimited, other))
                .hasValueSatisfying(
                        each -> assertThat(each.reason()).isEqualTo(ConditionReason.HotPartition));
        assertThat(
                        of(
                                ConditionType.ScalingLimited,
                                after(90, "Auto", decision(Constraint.Partitions))))
                .hasValueSatisfying(
                        each -> assertThat(each.reason()).isEqualTo(ConditionReason.AtPartitions));
    }

    @Test
    void stalledPartitionsAreNamedAnewWhenTheyChange() {
        after(0, "Auto", decision(Constraint.Mean, stalled(THREE)));
        List<Judgement> both =
                after(10, "Auto", decision(Constraint.Mean, stalled(FIVE), stalled(THREE)));

        assertThat(of(ConditionType.PartitionStalled, both))
                .hasValueSatisfying(each ->
                        assertThat(each.message())
                                .contains("orders-3 (consumer a), orders-5 (consumer a)"));
        assertThat(news).hasSize(2);
    }

    private static Optional<Judgement> of(ConditionType type, List<Judgement> all) {
        return all.stream().filter(each -> each.type() == type).findFirst();
    }

    private List<Judgement> after(double at, String mode, Decision decision) {
        PipelineResource resource =
                Serialization.unmarshal(
                        """
                        metadata: {name: orders, namespace: shop}
                        spec:
                          topics: [{name: orders, partitions: 12, eventTypes: ["*"]}]
                          consumer: {latencyObjectiveSeconds: 30, minReplicas: 1, scaling: {mode: %s}}
                        """
                                .formatted(mode),
                        PipelineResource.class);
        return conditions.after(
                at,
                new ScaledPipeline(resource, new KafkaAccess("kafka:9092", Map.of())),
                decision,
                7,
                news::add);
    }

    private static Finding hot(PartitionKey partition) {
        return new Finding.HotPartition(partition, 0.5, 500);
    }

    private static Finding stalled(PartitionKey partition) {
        return new Finding.PartitionStalled(partition, "a", 90, 1_000);
    }

    private static Decision decision(Constraint constraint, Finding... findings) {
        return new Decision(
                2,
                2,
                Reason.Steady,
                new Inputs(1, 0, 0, 1, 1, 1, 1),
                new Needs(2, 2, constraint),
                List.of(),
                List.of(findings));
    }
}
