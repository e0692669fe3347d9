// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.ConsumerService;
import dev.headgate.consumer.faults.Checker.Verdict;
import dev.headgate.consumer.faults.PostgresTap.Then;
import dev.headgate.consumer.faults.Workload.Plan;
import dev.headgate.consumer.faults.Workload.Sent;
import dev.headgate.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A member is frozen for so long that another takes its partitions, and then goes on as if nothing
 * had been.
 */
@ExtendWith(FaultServers.Shared.class)
class ZombieIT {

    private static final Plan UNTIL_TOLD = new Plan(Integer.MAX_VALUE, Duration.ofMillis(50));
    private static final String[] SMALL_BATCHES = {"consumer.batch.records-max", "50"};

    @Test
    @Tag("F5")
    void storesNothingOfAMemberThatWakesUpAfterItsPartitionsWereTaken(
            FaultServers servers, FaultLog log) throws Exception {
        var random = log.random();
        try (var scene = Scene.of(servers, 4)) {
            ConsumerService survivor = scene.start(SMALL_BATCHES);
            Sent sent;
            try (var zombie = scene.process(SMALL_BATCHES)) {
                await().atMost(Scene.PATIENCE).until(() -> survivor.counts().partitions() == 2);
                // So many that the zombie has some in its memory, to go on with when it wakes up.
                sent = Workload.send(scene, "zombie", random, 60_000);
                scene.awaitRows(1 + random.nextInt(500));

                zombie.freeze();
                await().atMost(Scene.PATIENCE).until(() -> survivor.counts().partitions() == 4);
                scene.awaitSettled();
                zombie.thaw();

                await().atMost(Scene.PATIENCE).until(() -> survivor.counts().partitions() == 2);
                scene.awaitSettled();
                zombie.terminate();
            }
            survivor.stop();

            Verdict verdict = Checker.check(scene, sent);
            assertThat(verdict).isEqualTo(new Verdict(verdict.log(), verdict.log(), 0, 0, 0));
            log.figure("records", verdict.log());
        }
    }

    /**
     * The watermark's row is locked by the frozen member's transaction. The session's limits end
     * that transaction, so that the new owner waits for the session of Kafka and these limits, and
     * no longer.
     */
    @Test
    @Tag("F5")
    void isNotHeldUpByAMemberThatIsFrozenBetweenFenceAndCommit(FaultServers servers, FaultLog log)
            throws Exception {
        var random = log.random();
        try (var scene = Scene.of(servers, 2);
                var tap = new PostgresTap(servers.postgres().port())) {
            ConsumerService survivor = scene.start(SMALL_BATCHES);
            Sent sent;
            try (var zombie =
                            scene.process(
                                    "consumer.batch.records-max",
                                    "50",
                                    "consumer.database.url",
                                    tap.jdbcUrl(EmbeddedPostgres.DATABASE));
                    var workload = Workload.start(scene, "held", random, UNTIL_TOLD)) {
                await().atMost(Scene.PATIENCE).until(() -> survivor.counts().partitions() == 1);
                var frozen = new CompletableFuture<Long>();
                tap.at(
                        Moment.AFTER_WATERMARK,
                        random.nextInt(20),
                        Then.PASS,
                        () -> {
                            zombie.freeze();
                            frozen.complete(System.nanoTime());
                        });
                tap.awaitSprung(Scene.PATIENCE);

                await().atMost(Scene.PATIENCE).until(() -> survivor.counts().partitions() == 2);
                var held = Duration.ofNanos(System.nanoTime() - frozen.join());
                assertThat(held).isLessThan(Duration.ofSeconds(20));
                log.figure("held up ms", held.toMillis());
                scene.awaitRows(scene.tables().landed() + 1_000);
                zombie.thaw();

                await().atMost(Scene.PATIENCE).until(() -> survivor.counts().partitions() == 1);
                sent = workload.finish();
                scene.awaitSettled();
                zombie.terminate();
            }
            survivor.stop();

            Verdict verdict = Checker.check(scene, sent);
            assertThat(verdict).isEqualTo(new Verdict(verdict.log(), verdict.log(), 0, 0, 0));
        }
    }
}
