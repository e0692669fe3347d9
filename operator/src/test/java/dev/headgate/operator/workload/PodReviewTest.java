// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.ConditionType;
import dev.headgate.operator.status.Judgement;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What pods that are not ready say about it. */
class PodReviewTest {

    private final PipelineResource pipeline = DesiredCase.of("minimal").pipeline();
    private final List<Map<String, String>> asked = new ArrayList<>();

    @Test
    void imageThatCannotBePulledIsToldWhicheverWayTheKubeletPutsIt() {
        for (String reason : List.of("ErrImagePull", "ImagePullBackOff")) {
            Judgement told = explained(ConditionReason.PodsStarting, waiting(reason, 0)).getFirst();
            assertThat(told.reason()).isEqualTo(ConditionReason.ImageNotPulled);
            assertThat(told.message()).contains("describe deployment orders-consumer");
        }
    }

    @Test
    void podsThatEndAgainAndAgainAreToldFromTheSecondTimeOn() {
        assertThat(explained(ConditionReason.PodsStarting, waiting("CrashLoopBackOff", 1)))
                .extracting(Judgement::reason)
                .containsExactly(ConditionReason.PodsStarting);
        assertThat(explained(ConditionReason.RolloutStuck, waiting("CrashLoopBackOff", 2)))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.reason()).isEqualTo(ConditionReason.PodsCrashing);
                    assertThat(told.message())
                            .contains("logs deployment/orders-consumer --previous", "password");
                });
    }

    @Test
    void podThatNoNodeTakesIsTold() {
        Pod pod =
                new PodBuilder()
                        .withNewMetadata()
                        .endMetadata()
                        .withNewStatus()
                        .addNewCondition()
                        .withType("PodScheduled")
                        .withStatus("False")
                        .withReason("Unschedulable")
                        .endCondition()
                        .endStatus()
                        .build();

        assertThat(explained(ConditionReason.PodsStarting, pod))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.reason()).isEqualTo(ConditionReason.PodsUnschedulable);
                    assertThat(told.message()).contains("spec.consumer.pod");
                });
    }

    @Test
    void podThatGoesAnywayDoesNotCount() {
        Pod pod =
                new PodBuilder(waiting("ImagePullBackOff", 0))
                        .editMetadata()
                        .withDeletionTimestamp("2026-01-01T00:00:00Z")
                        .endMetadata()
                        .build();

        assertThat(explained(ConditionReason.PodsStarting, pod))
                .extracting(Judgement::reason)
                .containsExactly(ConditionReason.PodsStarting);
    }

    @Test
    void podsOfAServiceThatWorksAreNotAskedFor() {
        explained(ConditionReason.Available, waiting("ImagePullBackOff", 0));
        assertThat(asked).isEmpty();

        explained(ConditionReason.PodsStarting, waiting("ImagePullBackOff", 0));
        assertThat(asked).hasSize(1);
    }

    private List<Judgement> explained(ConditionReason reason, Pod pod) {
        var judgement =
                new Judgement(
                        ConditionType.ConsumerAvailable, Truth.False, reason, "It is not ready.");
        return PodReview.explained(
                        pipeline,
                        new WorkloadReview(List.of(judgement), 1, 2, ""),
                        labels -> {
                            asked.add(labels);
                            return List.of(pod);
                        })
                .judgements();
    }

    private static Pod waiting(String reason, int restarts) {
        return new PodBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withReady(false)
                .withRestartCount(restarts)
                .withNewState()
                .withNewWaiting()
                .withReason(reason)
                .endWaiting()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
