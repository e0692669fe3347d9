// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.ConsumerService;
import dev.headgate.consumer.faults.Checker.Verdict;
import dev.headgate.consumer.faults.PostgresTap.Then;
import dev.headgate.consumer.faults.Workload.Plan;
import dev.headgate.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The service is killed, or told to end: nothing is lost, nothing is there twice. */
@ExtendWith(FaultServers.Shared.class)
class KillIT {

    /** Small batches make many transactions, so that a kill is sure to hit the middle of one. */
    static final String[] SMALL_BATCHES = {"consumer.batch.records-max", "50"};

    private static final Plan UNTIL_TOLD = new Plan(Integer.MAX_VALUE, Duration.ofMillis(100));

    @Test
    @Tag("F1")
    void losesAndDoublesNothingThroughKillsAtRandomPoints(FaultServers servers, FaultLog log)
            throws Exception {
        int kills = FaultLog.choose(5, 50);
        var random = log.random();
        try (var scene = Scene.of(servers, 4);
                var workload = Workload.start(scene, "kill", random, UNTIL_TOLD)) {
            for (int kill = 1; kill <= kills; kill++) {
                scene.newGroup();
                try (var consumer = scene.process(SMALL_BATCHES)) {
                    scene.awaitRows(scene.tables().landed() + 1 + random.nextInt(3_000));
                    consumer.kill();
                }
                Checker.checkAtRest(scene, "after kill " + kill);
            }
            var sent = workload.finish();

            settleTheRest(scene);

            Verdict verdict = Checker.check(scene, sent);
            assertThat(verdict.rows()).isEqualTo(verdict.log());
            log.figure("kills", kills);
            log.figure("records", verdict.log());
        }
    }

    @Test
    @Tag("F2")
    void losesAndDoublesNothingThroughAKillAtEachPointOfATransaction(
            FaultServers servers, FaultLog log) throws Exception {
        var random = log.random();
        try (var scene = Scene.of(servers, 4);
                var tap = new PostgresTap(servers.postgres().port());
                var workload = Workload.start(scene, "point", random, UNTIL_TOLD)) {
            for (Moment moment : Moment.LANDING) {
                scene.newGroup();
                var victim = new CompletableFuture<ConsumerProcess>();
                tap.at(moment, random.nextInt(20), Then.DROP, () -> victim.join().kill());
                try (var consumer =
                        scene.process(
                                "consumer.batch.records-max",
                                "50",
                                "consumer.database.url",
                                tap.jdbcUrl(EmbeddedPostgres.DATABASE))) {
                    victim.complete(consumer);
                    tap.awaitSprung(Scene.PATIENCE);
                }
                Checker.checkAtRest(scene, moment.name());
            }
            var sent = workload.finish();

            settleTheRest(scene);

            Verdict verdict = Checker.check(scene, sent);
            assertThat(verdict.rows()).isEqualTo(verdict.log());
            log.figure("points", Moment.LANDING.size());
            log.figure("records", verdict.log());
        }
    }

    @Test
    @Tag("F3")
    void leavesNothingBehindWhenItIsToldToEndUnderLoad(FaultServers servers, FaultLog log)
            throws Exception {
        var random = log.random();
        try (var scene = Scene.of(servers, 4);
                var workload = Workload.start(scene, "end", random, UNTIL_TOLD)) {
            try (var consumer = scene.process(SMALL_BATCHES)) {
                // Also so early that it has not said yet that it has started.
                scene.awaitRows(1 + random.nextInt(2_500));

                consumer.terminate();

                assertThat(scene.committed())
                        .as(consumer::log)
                        .isEqualTo(scene.tables().watermarks(scene.topicId()));
            }
            long landed = scene.tables().landed();
            var sent = workload.finish();

            ConsumerService next = scene.start();
            scene.awaitSettled();
            next.stop();

            Verdict verdict = Checker.check(scene, sent);
            assertThat(landed + next.counts().rows()).isEqualTo(verdict.log());
            assertThat(next.counts().suppressed()).isZero();
            log.figure("records", verdict.log());
        }
    }

    @Test
    @Tag("F1")
    void anotherMemberTakesOverFromOneThatIsKilled(FaultServers servers, FaultLog log)
            throws Exception {
        var random = log.random();
        try (var scene = Scene.of(servers, 4)) {
            ConsumerService survivor = scene.start(SMALL_BATCHES);
            Workload.Sent sent;
            try (var victim = scene.process(SMALL_BATCHES);
                    var workload = Workload.start(scene, "over", random, UNTIL_TOLD)) {
                await().atMost(Scene.PATIENCE).until(() -> survivor.counts().partitions() == 2);
                scene.awaitRows(scene.tables().landed() + 1 + random.nextInt(2_000));
                victim.kill();
                long begin = System.nanoTime();
                await().atMost(Scene.PATIENCE).until(() -> survivor.counts().partitions() == 4);
                log.figure("takeover ms", (System.nanoTime() - begin) / 1_000_000);
                sent = workload.finish();
            }
            scene.awaitSettled();
            survivor.stop();

            Verdict verdict = Checker.check(scene, sent);
            assertThat(verdict).isEqualTo(new Verdict(verdict.log(), verdict.log(), 0, 0, 0));
            assertThat(scene.committed()).isEqualTo(Map.copyOf(scene.ends()));
        }
    }

    private static void settleTheRest(Scene scene) {
        scene.newGroup();
        ConsumerService last = scene.start();
        scene.awaitSettled();
        last.stop();
        assertThat(last.counts().suppressed()).isZero();
        assertThat(scene.tables().deadLetters()).isZero();
        assertThat(scene.committed()).isEqualTo(scene.ends());
    }
}
