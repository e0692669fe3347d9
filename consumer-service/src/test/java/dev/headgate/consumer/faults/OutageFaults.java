// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.ConsumerService;
import dev.headgate.consumer.faults.Checker.Verdict;
import dev.headgate.consumer.faults.Workload.Plan;
import dev.headgate.consumer.faults.Workload.Sent;
import dev.headgate.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Servers are away, slow or in trouble for long: the service waits, says so, and goes on. */
@ExtendWith(FaultServers.Shared.class)
class OutageFaults {

    private static final Plan GENTLE = new Plan(Integer.MAX_VALUE, Duration.ofMillis(200));
    private static final String[] SMALL_BATCHES = {"consumer.batch.records-max", "50"};

    /**
     * The broker's process is frozen: its port answers, and nothing comes. Kafka's client turns on
     * about one core meanwhile (KAFKA-20253), in its poll and in its network thread; no more must.
     */
    @Test
    @Tag("F9")
    void waitsForABrokerThatDoesNotAnswerAndSaysSo(FaultServers servers, FaultLog log)
            throws Exception {
        var outage = Duration.ofSeconds(FaultLog.choose(60, 600));
        var random = log.random();
        try (var scene = Scene.of(servers, 4);
                var consumer = scene.process()) {
            var before = Workload.send(scene, "before", random, 2_000);
            scene.awaitSettled();
            await().atMost(Scene.PATIENCE).until(consumer::ready);

            servers.kafka().freeze();
            Duration cpu = consumer.cpu();
            long frozen = System.nanoTime();
            await().atMost(outage.plusSeconds(30))
                    .during(outage.minusSeconds(30))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> consumer.alive() && consumer.live() && !consumer.ready());
            Duration used = consumer.cpu().minus(cpu);
            var away = Duration.ofNanos(System.nanoTime() - frozen);
            servers.kafka().thaw();

            var after = Workload.send(scene, "after", random, 2_000);
            scene.awaitSettled();
            await().atMost(Scene.PATIENCE).until(consumer::ready);
            consumer.terminate();
            assertThat(used).isLessThan(away.multipliedBy(3).dividedBy(2));
            log.figure("away s", away.toSeconds());
            log.figure("processor ms", used.toMillis());
            assertThat(Checker.check(scene, before).rows()).isEqualTo(4_000);
            assertThat(after.unknown()).isZero();
        }
    }

    @Test
    @Tag("F11")
    void keepsItsPlaceInTheGroupWhilePostgresIsAwayForLongerThanAPollMayTake(
            FaultServers servers, FaultLog log) throws Exception {
        var outage = Duration.ofSeconds(FaultLog.choose(20, 900));
        var random = log.random();
        try (var scene = Scene.of(servers, 4);
                var consumer =
                        scene.process("consumer.kafka.consumer.max.poll.interval.ms", "10000")) {
            var workload = Workload.start(scene, "down", random, GENTLE);
            scene.awaitRows(500);

            servers.postgres().crash();
            await().atMost(outage.plusSeconds(30))
                    .during(outage)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> scene.members() == 1 && consumer.live());
            assertThat(consumer.ready()).isFalse();
            servers.postgres().restart();

            Sent sent = workload.finish();
            scene.awaitSettled();
            await().atMost(Scene.PATIENCE).until(consumer::ready);
            consumer.terminate();
            workload.close();
            Verdict verdict = Checker.check(scene, sent);
            assertThat(verdict).isEqualTo(new Verdict(verdict.log(), verdict.log(), 0, 0, 0));
            log.figure("away s", outage.toSeconds());
            log.figure("records", verdict.log());
        }
    }

    @Test
    @Tag("F13")
    void waitsOutLocksCancelsTerminationsAndAReadOnlyServer(FaultServers servers, FaultLog log)
            throws Exception {
        var random = log.random();
        try (var scene = Scene.of(servers, 4);
                var workload = Workload.start(scene, "trouble", random, GENTLE)) {
            ConsumerService service = scene.start(SMALL_BATCHES);
            scene.awaitRows(200);

            holdLocks(scene, Duration.ofSeconds(8));
            progress(scene);
            for (int i = 0; i < 20; i++) {
                perform(scene, i % 2 == 0 ? "pg_cancel_backend" : "pg_terminate_backend");
            }
            progress(scene);
            readOnly(scene, true);
            try {
                await().atMost(Scene.PATIENCE)
                        .until(() -> {
                            perform(scene, "pg_terminate_backend");
                            return standsStill(scene);
                        });
            } finally {
                readOnly(scene, false);
            }
            perform(scene, "pg_terminate_backend");
            progress(scene);
            refuses(scene, List.of("40001", "40P01", "55P03", "57P01", "53200"));

            Sent sent = workload.finish();
            scene.awaitSettled();
            service.stop();
            Verdict verdict = Checker.check(scene, sent);
            assertThat(verdict).isEqualTo(new Verdict(verdict.log(), verdict.log(), 0, 0, 0));
            log.figure("records", verdict.log());
        }
    }

    /** The disk is not filled in earnest: PostgreSQL says what it would say then. */
    @Test
    @Tag("F14")
    void waitsForSpaceOnTheDisk(FaultServers servers, FaultLog log) throws Exception {
        var random = log.random();
        try (var scene = Scene.of(servers, 4);
                var workload = Workload.start(scene, "full", random, GENTLE)) {
            ConsumerService service = scene.start(SMALL_BATCHES);
            scene.awaitRows(200);

            refuses(scene, List.of("53100", "58030"));

            Sent sent = workload.finish();
            scene.awaitSettled();
            service.stop();
            Verdict verdict = Checker.check(scene, sent);
            assertThat(verdict).isEqualTo(new Verdict(verdict.log(), verdict.log(), 0, 0, 0));
        }
    }

    @Test
    @Tag("F15")
    void getsSlowerAndNothingElseWithASlowDatabase(FaultServers servers, FaultLog log)
            throws Exception {
        var random = log.random();
        try (var scene = Scene.of(servers, 4);
                var tap = new PostgresTap(servers.postgres().port());
                var consumer =
                        scene.process(
                                "consumer.database.url",
                                tap.jdbcUrl(EmbeddedPostgres.DATABASE),
                                "consumer.memory-bytes-max",
                                "1048576")) {
            Sent sent = Workload.send(scene, "slow", random, 40_000);
            scene.awaitRows(1);
            // A statement is four messages: about 200 ms each.
            tap.line().delay(Duration.ofMillis(50));
            long begin = System.nanoTime();
            long landed = scene.tables().landed();
            await().atMost(Duration.ofSeconds(40))
                    .during(Duration.ofSeconds(FaultLog.choose(15, 30)))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> scene.members() == 1 && consumer.live());
            double seconds = (System.nanoTime() - begin) / 1e9;
            long slow = scene.tables().landed() - landed;
            assertThat(slow).isPositive();
            tap.line().mend();
            scene.awaitSettled();
            consumer.terminate();
            Verdict verdict = Checker.check(scene, sent);
            assertThat(verdict).isEqualTo(new Verdict(40_000, 40_000, 0, 0, 0));
            log.figure("slow rows/s", Math.round(slow / seconds));
        }
    }

    private static void progress(Scene scene) {
        scene.awaitRows(scene.tables().landed() + 200);
    }

    private static boolean standsStill(Scene scene) {
        long landed = scene.tables().landed();
        await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
        return scene.tables().landed() == landed;
    }

    /** Every insert of rows fails so for a while. */
    private static void refuses(Scene scene, List<String> states) {
        for (String state : states) {
            scene.tables()
                    .execute(
                            """
                            CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                            BEGIN RAISE EXCEPTION 'not now' USING ERRCODE = '%s'; END $$
                            """
                                    .formatted(state));
            scene.tables()
                    .execute(
                            """
                            CREATE TRIGGER refuse BEFORE INSERT ON event
                            FOR EACH STATEMENT EXECUTE FUNCTION %s.refuse()
                            """
                                    .formatted(scene.tables().schema()));
            await().atMost(Scene.PATIENCE).until(() -> standsStill(scene));
            scene.tables().execute("DROP TRIGGER refuse ON event");
            progress(scene);
            assertThat(scene.tables().deadLetters()).as(state).isZero();
        }
    }

    private static void holdLocks(Scene scene, Duration time) throws Exception {
        try (Connection connection = scene.tables().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE event, watermark IN ACCESS EXCLUSIVE MODE");
            await().atMost(time.plusSeconds(5)).pollDelay(time).until(() -> true);
            connection.rollback();
        }
    }

    private static void perform(Scene scene, String function) {
        scene.tables()
                .execute(
                        "SELECT "
                                + function
                                + "(pid) FROM pg_stat_activity WHERE application_name = 'headgate-consumer'");
    }

    private static void readOnly(Scene scene, boolean on) {
        scene.tables()
                .execute(
                        "ALTER DATABASE "
                                + EmbeddedPostgres.DATABASE
                                + " SET default_transaction_read_only = "
                                + on);
    }
}
