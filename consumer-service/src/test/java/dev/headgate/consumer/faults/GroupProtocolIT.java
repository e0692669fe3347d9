// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.ConsumerService;
import dev.headgate.consumer.faults.Checker.Verdict;
import dev.headgate.consumer.faults.Workload.Sent;
import java.nio.file.Path;
import java.util.Random;
import org.apache.kafka.common.GroupType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(FaultServers.Shared.class)
class GroupProtocolIT {

    @TempDir static Path folder;

    private static KafkaCluster classic;

    @BeforeAll
    static void startClassic() {
        classic = KafkaCluster.startClassic(folder);
    }

    @AfterAll
    static void stopClassic() {
        classic.close();
    }

    /** Two members, the first of which gives up partitions, and all of them at the end. */
    @Test
    void worksWithBrokersThatKnowTheClassicProtocolOnly(FaultServers servers) {
        var random = new Random(3);
        try (var scene = Scene.of(classic.bootstrapServers(), servers.postgres(), 4)) {
            ConsumerService first = scene.start();
            Sent before = Workload.send(scene, "before", random, 500);
            scene.awaitSettled();
            assertThat(scene.groupType()).isEqualTo(GroupType.CLASSIC);

            ConsumerService second = scene.start();
            await().atMost(Scene.PATIENCE).until(() -> first.counts().partitions() == 2);
            Sent between = Workload.send(scene, "between", random, 500);
            scene.awaitSettled();
            assertThat(second.counts().rows()).isPositive();
            first.stop();
            Sent after = Workload.send(scene, "after", random, 500);
            scene.awaitSettled();
            second.stop();

            Verdict verdict = Checker.check(scene, before.and(between).and(after));
            assertThat(verdict).isEqualTo(new Verdict(1_500, 1_500, 0, 0, 0));
        }
    }

    @Test
    void prefersTheNewerProtocol(FaultServers servers) {
        try (var scene = Scene.of(servers, 1)) {
            ConsumerService service = scene.start();
            Workload.send(scene, "newer", new Random(3), 10);
            scene.awaitSettled();
            assertThat(scene.groupType()).isEqualTo(GroupType.CONSUMER);
            service.stop();
        }
    }

    @Test
    void isNotAliveIfItMayNotFallBack(FaultServers servers) {
        try (var scene = Scene.of(classic.bootstrapServers(), servers.postgres(), 1)) {
            ConsumerService service = scene.start("consumer.kafka.group-protocol", "Consumer");
            await().atMost(Scene.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(service.problems())
                                    .singleElement()
                                    .asString()
                                    .contains("UnsupportedVersionException"));
            service.stop();
        }
    }
}
