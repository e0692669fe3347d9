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
import java.util.concurrent.TimeUnit;
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
    private static final long PATIENCE_S = Scene.PATIENCE.toSeconds();
    private static final String[] SMALL_BATCHES = {"consumer.batch.records-max", "50"};

    /**
     * Its transaction is on its way when it is frozen, and reaches PostgreSQL only after the new
     * owner has settled these records and more: but for the fence, it would be good.
     */
    @Test
    @Tag("F5")
    void storesNothingOfAMemberThatWakesUpAfterItsPartitionsWereTaken(
            FaultServers servers, FaultLog log) throws Exception {
        var random = log.random();
        try (var scene = Scene.of(servers, 4);
                var tap = new PostgresTap(servers.postgres().port())) {
            ConsumerService survivor = scene.start(SMALL_BATCHES);
            Sent sent;
            try (var zombie = scene.process(through(tap));
                    var workload = Workload.start(scene, "zombie", random, UNTIL_TOLD)) {
                await().atMost(Scene.PATIENCE).until(() -> survivor.counts().partitions() == 2);
                var settled = new CompletableFuture<Void>();
                var frozen = new CompletableFuture<Void>();
                tap.at(
                        Moment.BEFORE_IDENTITIES,
                        random.nextInt(20),
                        Then.PASS,
                        () -> {
                            zombie.freeze();
                            frozen.complete(null);
                            settled.join();
                        });
                frozen.get(PATIENCE_S, TimeUnit.SECONDS);

                await().atMost(Scene.PATIENCE).until(() -> survivor.counts().partitions() == 4);
                sent = workload.finish();
                scene.awaitSettled();
                settled.complete(null);
                tap.awaitSprung(Scene.PATIENCE);
                zombie.thaw();

                await().atMost(Scene.PATIENCE).until(() -> survivor.counts().partitions() == 2);
                scene.awaitSettled();
                zombie.terminate();
            }
            survivor.stop();

            Verdict verdict = Checker.check(scene, sent);
            assertThat(verdict).isEqualTo(new Verdict(verdict.log(), verdict.log(), 0, 0, 0));
            assertThat(scene.tables().landed()).isEqualTo(verdict.log());
            log.figure("records", verdict.log());
        }
    }

    /**
     * The surest zombie: Kafka tells it nothing, only PostgreSQL knows. Its transaction is held on
     * the line while the partitions are taken anew and settled to their ends.
     */
    @Test
    @Tag("F5")
    void storesNothingOfATransactionThatArrivesWhenItsEpochIsOver(
            FaultServers servers, FaultLog log) throws Exception {
        var random = log.random();
        try (var scene = Scene.of(servers, 1);
                var tap = new PostgresTap(servers.postgres().port());
                var workload = Workload.start(scene, "late", random, UNTIL_TOLD)) {
            ConsumerService service = scene.start(through(tap));
            var settled = new CompletableFuture<Void>();
            var held = new CompletableFuture<Void>();
            tap.at(
                    Moment.BEFORE_IDENTITIES,
                    5 + random.nextInt(10),
                    Then.PASS,
                    () -> {
                        held.complete(null);
                        settled.join();
                    });
            held.get(PATIENCE_S, TimeUnit.SECONDS);
            Sent sent = workload.finish();

            scene.tables().execute("UPDATE watermark SET epoch = epoch + 1");
            scene.awaitSettled();
            settled.complete(null);
            await().atMost(Scene.PATIENCE)
                    .until(() ->
                            service.counts().fenceFailures() > 0 || scene.tables().stepsBack() > 0);
            scene.awaitSettled();
            service.stop();

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
            try (var zombie = scene.process(through(tap));
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

    private static String[] through(PostgresTap tap) {
        return new String[] {
            "consumer.batch.records-max",
            "50",
            "consumer.database.url",
            tap.jdbcUrl(EmbeddedPostgres.DATABASE)
        };
    }
}
