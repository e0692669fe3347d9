// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.operator.proxy.ApiProxy;
import dev.headgate.operator.proxy.Fault;
import dev.headgate.operator.proxy.Traffic;
import dev.headgate.operator.resource.PipelineCondition.Truth;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A pipeline that is well costs no write, however often it is looked at. Each look begins with the
 * pipeline's Secret, so looks can be counted from outside; that one has begun says that those
 * before it have ended.
 */
@ExtendWith(ScenarioCluster.class)
class WriteBudgetIT {

    private static final int LOOKS = 5;

    @Test
    void aHealthyPipelineIsLookedAtAgainAndAgainWithoutAWrite(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            Traffic traffic = story.operator().proxy().traffic();
            story.createMinimal();
            story.awaitReady("orders");
            List<Traffic.Exchange> before = settled(story, traffic);

            for (int look = 1; look <= LOOKS; look++) {
                look(story, traffic);
            }

            assertThat(traffic.writes()).isEqualTo(before);
        }
    }

    @Test
    void watchesThatStartAnewCauseNoWrite(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            RunningOperator operator = story.operator();
            Traffic traffic = operator.proxy().traffic();
            story.createMinimal();
            story.awaitReady("orders");
            List<Traffic.Exchange> before = settled(story, traffic);

            operator.proxy().cutWatches();
            look(story, traffic);
            look(story, traffic);

            assertThat(traffic.writes()).isEqualTo(before);
        }
    }

    @Test
    void anOperatorThatStartsAnewWritesNothing(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            RunningOperator first = story.operator();
            story.createMinimal();
            story.awaitReady("orders");
            settled(story, first.proxy().traffic());
            first.close();
            String status = story.pipeline("orders").getStatus().toString();

            Traffic traffic = story.operator().proxy().traffic();

            look(story, traffic);
            look(story, traffic);
            assertThat(story.pipeline("orders").getStatus()).hasToString(status);
            assertThat(traffic.writes()).isEmpty();
        }
    }

    @Test
    void anOperatorThatStopsDuringALookLeavesTheStatusAsItIs(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            RunningOperator operator = story.operator();
            ApiProxy proxy = operator.proxy();
            story.createMinimal();
            story.awaitReady("orders");
            List<Traffic.Exchange> before = settled(story, proxy.traffic());
            // The framework ends its watches before it waits for looks that are under way.
            proxy.faults()
                    .next(
                            1,
                            request -> request.resource().equals("secrets"),
                            new Fault.Happening(() ->
                                    await().atMost(Scenario.SOON)
                                            .until(() -> proxy.watches() == 0)));
            note(story);
            await().atMost(Scenario.SOON).until(() -> proxy.faults().left() == 0);

            operator.close();

            assertThat(proxy.traffic().writes()).isEqualTo(before);
            assertThat(story.condition("orders", "Ready").status()).isEqualTo(Truth.True);
        }
    }

    /** All writes until the operator has seen the effects of its own last ones. */
    private static List<Traffic.Exchange> settled(Scenario story, Traffic traffic) {
        story.awaitReason("orders", "ScalingActive", "Auto");
        await().atMost(Scenario.SOON)
                .until(() -> {
                    int before = traffic.writes().size();
                    look(story, traffic);
                    look(story, traffic);
                    return traffic.writes().size() == before;
                });
        return traffic.writes();
    }

    /** Has the pipeline looked at, and waits until the look has begun. */
    private static void look(Scenario story, Traffic traffic) {
        long looks = looks(traffic);
        note(story);
        await().atMost(Scenario.SOON).until(() -> looks(traffic) > looks);
    }

    /**
     * A change of a child that is none of the operator's business. It names no version, for the
     * operator may be writing the same object.
     */
    private static void note(Scenario story) {
        story.client()
                .apps()
                .deployments()
                .inNamespace(story.namespace())
                .withName("orders-consumer")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        """
                        {"metadata": {"annotations": {"example.com/note": "%s"}}}\
                        """
                                .formatted(UUID.randomUUID()));
    }

    private static long looks(Traffic traffic) {
        return traffic.counts().getOrDefault("get secrets", 0L);
    }
}
