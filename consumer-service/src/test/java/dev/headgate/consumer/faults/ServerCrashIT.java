// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.consumer.ConsumerService;
import dev.headgate.consumer.faults.Checker.Verdict;
import dev.headgate.consumer.faults.PostgresTap.Then;
import dev.headgate.consumer.faults.Workload.Plan;
import dev.headgate.consumer.faults.Workload.Sent;
import dev.headgate.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server is killed, or its answer is lost: the service goes on by itself. */
@ExtendWith(FaultServers.Shared.class)
class ServerCrashIT {

    private static final Plan UNTIL_TOLD = new Plan(Integer.MAX_VALUE, Duration.ofMillis(50));
    private static final String[] SMALL_BATCHES = {"consumer.batch.records-max", "50"};

    @Test
    @Tag("F7")
    void goesOnAfterAKillOfTheBroker(FaultServers servers, FaultLog log) throws Exception {
        var random = log.random();
        try (var scene = Scene.of(servers, 4);
                var consumer = scene.process(SMALL_BATCHES);
                var workload = Workload.start(scene, "broker", random, UNTIL_TOLD)) {
            for (int kill = 1; kill <= FaultLog.choose(1, 10); kill++) {
                crashUnderWay(
                        scene,
                        log,
                        random,
                        () -> {
                            servers.kafka().kill();
                            servers.kafka().restart();
                        });
            }
            Sent sent = workload.finish();
            scene.awaitSettled();
            assertThat(consumer.alive()).isTrue();
            consumer.terminate();

            Verdict verdict = Checker.check(scene, sent);
            assertThat(verdict.dead()).isZero();
            assertThat(verdict.rows() + verdict.suppressed()).isEqualTo(verdict.log());
            log.figure("records", verdict.log());
        }
    }

    @Test
    @Tag("F10")
    void goesOnAfterACrashOfPostgres(FaultServers servers, FaultLog log) throws Exception {
        var random = log.random();
        try (var scene = Scene.of(servers, 4);
                var consumer = scene.process(SMALL_BATCHES);
                var workload = Workload.start(scene, "crash", random, UNTIL_TOLD)) {
            for (int crash = 1; crash <= FaultLog.choose(2, 10); crash++) {
                crashUnderWay(
                        scene,
                        log,
                        random,
                        () -> {
                            servers.postgres().crash();
                            servers.postgres().restart();
                        });
            }
            Sent sent = workload.finish();
            scene.awaitSettled();
            assertThat(consumer.alive()).isTrue();
            consumer.terminate();

            Verdict verdict = Checker.check(scene, sent);
            assertThat(verdict).isEqualTo(new Verdict(verdict.log(), verdict.log(), 0, 0, 0));
            log.figure("records", verdict.log());
        }
    }

    /** The service cannot know whether its commit was done; the watermark tells it. */
    @Test
    @Tag("F12")
    void findsOutThatACommitWasDoneWhoseAnswerWasLost(FaultServers servers, FaultLog log)
            throws Exception {
        var random = log.random();
        int cuts = FaultLog.choose(10, 100);
        try (var scene = Scene.of(servers, 4);
                var tap = new PostgresTap(servers.postgres().port());
                var workload = Workload.start(scene, "answer", random, UNTIL_TOLD)) {
            ConsumerService service =
                    scene.start(
                            "consumer.batch.records-max",
                            "50",
                            "consumer.database.url",
                            tap.jdbcUrl(EmbeddedPostgres.DATABASE));
            for (int cut = 1; cut <= cuts; cut++) {
                tap.at(Moment.AFTER_COMMIT, random.nextInt(20), Then.DROP, () -> {});
                tap.awaitSprung(Scene.PATIENCE);
            }
            Sent sent = workload.finish();
            scene.awaitSettled();
            service.stop();

            Verdict verdict = Checker.check(scene, sent);
            assertThat(verdict).isEqualTo(new Verdict(verdict.log(), verdict.log(), 0, 0, 0));
            assertThat(scene.tables().landed()).isEqualTo(verdict.log());
            assertThat(service.counts().fenceFailures()).isZero();
            log.figure("answers lost", cuts);
            log.figure("records", verdict.log());
        }
    }

    /** Crashes a server after some more rows, and waits until there are more than before. */
    private static void crashUnderWay(
            Scene scene, FaultLog log, Random random, Runnable crashAndRestart) {
        scene.awaitRows(scene.tables().landed() + 1 + random.nextInt(3_000));
        crashAndRestart.run();
        long begin = System.nanoTime();
        scene.awaitRows(scene.tables().landed() + 1);
        log.figure("resumed ms", (System.nanoTime() - begin) / 1_000_000);
    }
}
