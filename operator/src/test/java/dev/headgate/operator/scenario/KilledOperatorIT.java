// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import static java.util.concurrent.Future.State.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.operator.proxy.ApiProxy;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operator is killed after each of its writes, and another one goes on from there. */
@ExtendWith(ScenarioCluster.class)
class KilledOperatorIT {

    /** Far more than one pipeline needs. */
    private static final int WRITES_MAX = 60;

    /** A claim, 14 children and a status. */
    private static final int WRITES_MIN = 15;

    /** Runs at a time: each waits for its controllers most of the time. */
    private static final int RUNS = 4;

    @Test
    void aCreationThatIsCutOffAnywhereEndsAsTheWholeOne(ScenarioServers servers)
            throws InterruptedException {
        EndState whole = whole(servers);
        boolean cut = true;
        int writes = 0;
        while (cut) {
            assertThat(writes).as("writes of one creation").isLessThan(WRITES_MAX);
            cut = cutOffAfter(writes + 1, servers, whole);
            writes += RUNS;
        }
        assertThat(writes).as("runs that were cut off").isGreaterThan(WRITES_MIN);
    }

    /** Runs that are cut off after so many writes and the next numbers; whether all were. */
    private static boolean cutOffAfter(int first, ScenarioServers servers, EndState whole)
            throws InterruptedException {
        List<Callable<Boolean>> runs =
                IntStream.range(first, first + RUNS)
                        .<Callable<Boolean>>mapToObj(
                                writes -> () -> createdWithKillAfter(writes, servers, whole))
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> ended = threads.invokeAll(runs);
            assertThat(ended)
                    .allSatisfy(run -> assertThat(run.state()).as("%s", run).isEqualTo(SUCCESS));
            return ended.stream().allMatch(Future::resultNow);
        }
    }

    private static EndState whole(ScenarioServers servers) {
        try (Scenario story = Scenario.begin(servers)) {
            story.operator();
            create(story);
            story.awaitReady("orders");
            return EndState.of(story, "orders");
        }
    }

    private static boolean createdWithKillAfter(
            int writes, ScenarioServers servers, EndState whole) {
        try (Scenario story = Scenario.begin(servers)) {
            create(story);
            ApiProxy proxy = story.proxy();
            proxy.dieAfter(writes);
            RunningOperator first = story.operator(proxy, InstantSource.system());
            await().atMost(Scenario.SOON).until(() -> proxy.isDead() || story.isReady("orders"));
            boolean cut = proxy.isDead();
            first.kill();

            story.operator();
            story.awaitReady("orders");
            await().atMost(Scenario.SOON)
                    .untilAsserted(() ->
                            assertThat(EndState.of(story, "orders"))
                                    .as("killed after write %d", writes)
                                    .isEqualTo(whole));
            return cut;
        }
    }

    private static void create(Scenario story) {
        story.create(
                "orders",
                """
                topics: [{name: %s, partitions: 2, deletionPolicy: Delete}]
                consumer: {minReplicas: 2}
                """
                        .formatted(story.namespace()));
    }
}
