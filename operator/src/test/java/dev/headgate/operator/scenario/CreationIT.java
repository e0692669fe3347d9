// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import dev.headgate.operator.proxy.Traffic;
import dev.headgate.operator.resource.PipelineStatus;
import dev.headgate.operator.workload.ReplicaScaler;
import dev.headgate.operator.workload.WorkloadApplier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pipeline is made, changed and scaled. */
@ExtendWith(ScenarioCluster.class)
class CreationIT {

    @Test
    void aFewLinesBecomeTopicsServicesAndATrueStatus(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            RunningOperator operator = story.operator();

            story.createMinimal();

            story.awaitReady("orders");
            String topic = story.namespace();
            assertThat(story.kafka().partitions(topic))
                    .containsExactly(entry("dlq." + topic, 2), entry(topic, 2));
            EndState state = EndState.of(story, "orders");
            assertThat(state.children().keySet())
                    .contains(
                            "Deployment/orders-ingest",
                            "Deployment/orders-consumer",
                            "Service/orders-ingest");
            assertThat(state.conditions().values()).allMatch(each -> each.startsWith("True "));
            assertThat(state.claims())
                    .containsOnlyKeys("NAMESPACE", "dlq.NAMESPACE")
                    .containsValue("NAMESPACE/orders seen");
            assertThat(state.finalizers()).isEmpty();
            await().atMost(Scenario.SOON)
                    .untilAsserted(() -> {
                        PipelineStatus status = story.pipeline("orders").getStatus();
                        assertThat(status.topics())
                                .singleElement()
                                .satisfies(each ->
                                        assertThat(each.topicId())
                                                .isEqualTo(story.kafka().topicId(topic)));
                        assertThat(status.topicCount()).isEqualTo(1);
                        assertThat(status.partitions()).isEqualTo(2);
                        assertThat(status.replicas()).isEqualTo(1);
                        assertThat(status.ingestReplicas()).isEqualTo(2);
                    });
            assertThat(operator.proxy().traffic().writes())
                    .extracting(Traffic.Exchange::request)
                    .filteredOn(each -> !each.fieldManager().isEmpty())
                    .extracting(each -> each.fieldManager())
                    .isSubsetOf(WorkloadApplier.FIELD_MANAGER, ReplicaScaler.FIELD_MANAGER);
        }
    }

    @Test
    void changedSettingsReachTheirServiceOnceAndNoOther(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            RunningOperator operator = story.operator();
            story.createMinimal();
            story.awaitReady("orders");
            String consumer = template(story, "orders-consumer");
            String ingest = template(story, "orders-ingest");
            int before = operator.proxy().traffic().writes().size();

            story.change("orders", "spec: {ingest: {maxBatchEvents: 77}}");

            story.awaitReady("orders");
            assertThat(template(story, "orders-ingest")).isNotEqualTo(ingest);
            assertThat(template(story, "orders-consumer")).isEqualTo(consumer);
            assertThat(settings(story)).contains("77");
            List<Traffic.Exchange> writes = operator.proxy().traffic().writes();
            assertThat(writes.subList(before, writes.size()))
                    .extracting(each -> each.request().kind() + " " + each.request().name())
                    .containsOnlyOnce("configmaps orders-ingest", "deployments orders-ingest")
                    .doesNotContain("configmaps orders-consumer");
        }
    }

    @Test
    void aSettingOfTheTopicIsChangedAndMended(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.operator();
            story.createMinimal();
            story.awaitReady("orders");

            story.change(
                    "orders",
                    "spec: {topics: [{name: %s, partitions: 2, retentionHours: 5}]}"
                            .formatted(story.namespace()));

            story.awaitReady("orders");
            assertThat(story.kafka().config(story.namespace(), "retention.ms"))
                    .isEqualTo("18000000");
        }
    }

    @Test
    void aChildThatSomebodyDeletedOrChangedComesBack(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.operator();
            story.createMinimal();
            story.awaitReady("orders");
            EndState whole = EndState.of(story, "orders");

            story.client()
                    .services()
                    .inNamespace(story.namespace())
                    .withName("orders-ingest")
                    .delete();
            story.client()
                    .apps()
                    .deployments()
                    .inNamespace(story.namespace())
                    .withName("orders-consumer")
                    .edit(live -> {
                        live.getSpec().getTemplate().getSpec().setTerminationGracePeriodSeconds(1L);
                        return live;
                    });

            await().atMost(Scenario.SOON)
                    .untilAsserted(() -> assertThat(EndState.of(story, "orders")).isEqualTo(whole));
        }
    }

    private static String template(Scenario story, String deployment) {
        return story.deployment(deployment).getSpec().getTemplate().toString();
    }

    private static String settings(Scenario story) {
        return story.client()
                .configMaps()
                .inNamespace(story.namespace())
                .withName("orders-ingest")
                .get()
                .getData()
                .toString();
    }
}
