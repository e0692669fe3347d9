// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.operator.proxy.Traffic;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two operators, of which one acts. */
@ExtendWith(ScenarioCluster.class)
class LeaderChangeIT {

    @Test
    void theOtherGoesOnWhenTheLeaderIsCutOffAndTheFirstWritesNothingAfter(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            RunningOperator one = story.replica("one");
            RunningOperator two = story.replica("two");
            story.createMinimal();
            story.awaitReady("orders");
            RunningOperator first = one.isLeading() ? one : two;
            RunningOperator other = one.isLeading() ? two : one;
            assertThat(Stream.of(one, two).filter(RunningOperator::isLeading)).hasSize(1);
            assertThat(other.proxy().traffic().writes()).as("while it waits").isEmpty();

            first.proxy().die();
            story.change("orders", "spec: {ingest: {maxBatchEvents: 77}}");

            story.awaitReady("orders");
            assertThat(other.isLeading()).isTrue();
            assertThat(other.proxy().traffic().writes()).isNotEmpty();

            // The way is free again, and its watches tell the first of changes as before.
            List<Traffic.Exchange> before = first.proxy().traffic().writes();
            first.proxy().revive();
            await().atMost(Scenario.SOON).until(() -> hasSeenAgain(first));
            story.change("orders", "spec: {ingest: {maxBatchEvents: 78}}");
            story.awaitReady("orders");
            assertThat(first.proxy().traffic().writes()).isEqualTo(before);
            assertThat(first.isLeading()).isFalse();
            assertThat(first.isBroken()).isTrue();
        }
    }

    @Test
    void aLeaderThatLeavesInGoodOrderGivesTheLeaseAway(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            RunningOperator first = story.replica("one");
            await().atMost(Scenario.SOON).until(first::isLeading);
            RunningOperator other = story.replica("two");
            story.createMinimal();
            story.awaitReady("orders");

            first.close();

            await().atMost(Scenario.SOON).until(other::isLeading);
            story.change("orders", "spec: {ingest: {maxBatchEvents: 77}}");
            story.awaitReady("orders");
        }
    }

    private static boolean hasSeenAgain(RunningOperator operator) {
        return operator.proxy().traffic().counts().getOrDefault("watch deployments", 0L) > 1;
    }
}
