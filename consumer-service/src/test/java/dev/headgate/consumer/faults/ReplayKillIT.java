// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.ConsumerSettings.DatabaseSettings;
import dev.headgate.consumer.deadletter.Caller;
import dev.headgate.consumer.deadletter.Change;
import dev.headgate.consumer.deadletter.LetterDesk;
import dev.headgate.consumer.deadletter.LetterFilter;
import dev.headgate.consumer.deadletter.LetterSelection;
import dev.headgate.consumer.deadletter.ReplayOrder;
import dev.headgate.consumer.faults.Checker.Verdict;
import dev.headgate.consumer.landing.LandingDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Dead letters are replayed while whoever replays them is killed: each lands once. */
@ExtendWith(FaultServers.Shared.class)
class ReplayKillIT {

    /** Rejected by the handler of the first service, and by none of the later ones. */
    private static final String TYPE = "payment.made";

    @Test
    @Tag("F23")
    void landsEachOnceThoughTheReplayIsAskedForTwiceAndItsWorkersAreKilled(
            FaultServers servers, FaultLog log) throws Exception {
        int letters = FaultLog.choose(1_500, 10_000);
        int kills = FaultLog.choose(2, 8);
        var random = log.random();
        try (var scene = Scene.of(servers, 4);
                var database = database(scene)) {
            var sent = Workload.send(scene, "letter", TYPE, random, letters);
            try (var _ =
                    scene.process(
                            "consumer.handler.name",
                            "mask-cards",
                            "consumer.poison-stop.percent",
                            "0")) {
                scene.awaitSettled();
            }
            assertThat(scene.tables().deadLetters()).isEqualTo(letters);

            int taken = requestTwice(new LetterDesk(database));
            for (int kill = 1; kill <= kills; kill++) {
                scene.newGroup();
                long rows = scene.tables().rows();
                long more = 1L + random.nextInt(letters / (kills + 1));
                try (var one = scene.process();
                        var _ = scene.process()) {
                    await().atMost(Scene.PATIENCE)
                            .pollInterval(Duration.ofMillis(10))
                            .until(() -> scene.tables().rows() >= Math.min(letters, rows + more));
                    one.kill();
                }
                assertThat(scene.tables().rowsBesideTheLetters())
                        .as("rows and letters tell the same after kill %d", kill)
                        .isZero();
            }
            scene.newGroup();
            long left = letters - scene.tables().rows();
            try (var _ = scene.process()) {
                long begin = System.nanoTime();
                while (runs(scene)) {
                    long rows = scene.tables().rows();
                    await().atMost(Scene.PATIENCE)
                            .until(() -> !runs(scene) || scene.tables().rows() > rows);
                }
                long millis = (System.nanoTime() - begin) / 1_000_000;
                log.figure("letters/s by one", left * 1_000 / Math.max(1, millis));
            }

            Verdict verdict = Checker.check(scene, sent);
            assertThat(verdict).isEqualTo(new Verdict(letters, letters, 0, 0, 0));
            assertThat(taken).isEqualTo(letters);
            assertThat(count(scene, "dead_letter_audit WHERE action = 'Landed'"))
                    .isEqualTo(letters);
            assertThat(scene.tables().number("SELECT sum(landed) FROM dead_letter_replay"))
                    .isEqualTo(letters);
            log.figure("letters", letters);
            log.figure("kills", kills);
        }
    }

    /** The same filter twice at once: what one has taken, the other leaves. */
    private static int requestTwice(LetterDesk desk) throws Exception {
        var all = new LetterSelection(List.of(), LetterFilter.of(Map.of("reason", "CardMissing")));
        var order = new ReplayOrder(all, ReplayOrder.RATE_MAX, false, false);
        var asked = new ArrayList<Future<Change>>();
        int taken = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                asked.add(threads.submit(() -> desk.replay(order, "{}", Caller.named("test"))));
            }
            for (var each : asked) {
                if (each.get() instanceof Change.Requested requested) {
                    taken += requested.job().selected();
                }
            }
        }
        return taken;
    }

    private static boolean runs(Scene scene) {
        return count(scene, "dead_letter_replay WHERE state = 'Running'") > 0;
    }

    private static long count(Scene scene, String what) {
        return scene.tables().number("SELECT count(*) FROM " + what);
    }

    private static LandingDatabase database(Scene scene) {
        var tables = scene.tables();
        return new LandingDatabase(
                new DatabaseSettings(
                        tables.jdbcUrl(), tables.username(), tables.password(), tables.schema(), 2),
                "replay-test");
    }
}
