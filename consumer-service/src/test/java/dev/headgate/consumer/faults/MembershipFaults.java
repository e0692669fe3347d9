// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.consumer.ConsumerService;
import dev.headgate.consumer.GroupProtocol;
import dev.headgate.consumer.faults.Checker.Verdict;
import dev.headgate.consumer.faults.Workload.Plan;
import dev.headgate.consumer.faults.Workload.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Members come and go. */
@ExtendWith(FaultServers.Shared.class)
class MembershipFaults {

    private static final Plan STEADY = new Plan(Integer.MAX_VALUE, Duration.ofMillis(100));

    @ParameterizedTest
    @EnumSource(names = {"Consumer", "Classic"})
    @Tag("F4")
    void goesOnWhileItsMembersAreRestartedOneByOne(
            GroupProtocol protocol, FaultServers servers, FaultLog log) throws Exception {
        var random = log.random();
        var members = new ArrayList<ConsumerProcess>();
        String[] settings = {"consumer.kafka.group-protocol", protocol.name()};
        try (var scene = Scene.of(servers, 6);
                var workload = Workload.start(scene, "rolling", random, STEADY)) {
            for (int i = 0; i < 3; i++) {
                members.add(scene.process(settings));
            }
            scene.awaitRows(1_000);
            long longest = 0;
            for (int round = 0; round < FaultLog.choose(1, 3); round++) {
                for (int i = 0; i < 3; i++) {
                    members.get(i).terminate();
                    members.set(i, scene.process(settings));
                    long begin = System.nanoTime();
                    scene.awaitRows(scene.tables().landed() + 500);
                    longest = Math.max(longest, System.nanoTime() - begin);
                }
            }
            Sent sent = workload.finish();
            scene.awaitSettled();
            for (ConsumerProcess member : members) {
                member.terminate();
            }
            Verdict verdict = Checker.check(scene, sent);
            assertThat(verdict).isEqualTo(new Verdict(verdict.log(), verdict.log(), 0, 0, 0));
            log.figure("protocol", protocol);
            log.figure("longest ms for 500 rows", Duration.ofNanos(longest).toMillis());
            log.figure("records", verdict.log());
        } finally {
            members.forEach(ConsumerProcess::close);
        }
    }

    @Test
    @Tag("F6")
    void goesOnWhileAMemberComesAndGoesEveryTwoSeconds(FaultServers servers, FaultLog log)
            throws Exception {
        var random = log.random();
        try (var scene = Scene.of(servers, 6);
                var workload = Workload.start(scene, "churn", random, STEADY)) {
            ConsumerService steady = scene.start();
            scene.awaitRows(500);
            long slowest = 0;
            for (int turn = 0; turn < FaultLog.choose(4, 30); turn++) {
                long begin = System.nanoTime();
                ConsumerService guest = scene.start();
                LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
                guest.stop();
                LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
                scene.awaitRows(scene.tables().landed() + 1);
                slowest = Math.max(slowest, System.nanoTime() - begin);
            }
            assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(10));
            Sent sent = workload.finish();
            scene.awaitSettled();
            steady.stop();
            Verdict verdict = Checker.check(scene, sent);
            assertThat(verdict).isEqualTo(new Verdict(verdict.log(), verdict.log(), 0, 0, 0));
            log.figure("records", verdict.log());
        }
    }
}
