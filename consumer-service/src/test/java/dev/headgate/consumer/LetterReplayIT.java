// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.consumer.LetterScene.ANNA;
import static dev.headgate.consumer.LetterScene.all;
import static dev.headgate.consumer.LetterScene.by;
import static dev.headgate.consumer.LetterScene.fast;
import static dev.headgate.consumer.LetterScene.forced;
import static dev.headgate.tables.generated.Tables.DEAD_LETTER_AUDIT;
import static dev.headgate.tables.generated.Tables.DEAD_LETTER_REPLAY;
import static dev.headgate.tables.generated.Tables.EVENT;
import static dev.headgate.tables.generated.Tables.EVENT_IDENTITY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.deadletter.Change;
import dev.headgate.consumer.deadletter.LetterFilter;
import dev.headgate.consumer.deadletter.LetterPatch;
import dev.headgate.consumer.deadletter.LetterRehearsal.Rehearsed;
import dev.headgate.consumer.deadletter.LetterSelection;
import dev.headgate.consumer.deadletter.ReplayOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people do to dead letters, and that a replay lands each once. */
@ExtendWith(Servers.Shared.class)
class LetterReplayIT {

    @Test
    void landsAllOfACauseOnceItIsMended(Servers servers) throws Exception {
        try (var scene = LetterScene.of(servers).dead(0, 20).dead(20, "{}", "Other")) {
            scene.work();
            String cause = scene.letter(0).getCause();

            var replay = scene.replayed(fast(by(Map.of("cause", cause))));

            assertThat(replay.getState()).isEqualTo("Done");
            assertThat(replay.getSelected()).isEqualTo(20);
            assertThat(replay.getLanded()).isEqualTo(20);
            assertThat(scene.rig.landed()).hasSize(20).doesNotHaveDuplicates();
            assertThat(scene.states().subList(0, 20)).containsOnly("Landed");
            assertThat(scene.letter(20).getState()).isEqualTo("Dead");
            assertThat(scene.letter(0).getAttempts()).isEqualTo(2);
            assertThat(scene.history(0)).containsExactly("Requested by anna", "Landed by worker-0");
        }
    }

    /** The second of two that ask at once finds the letters taken, or landed. */
    @Test
    void landsEachOnceWhenTheSameIsAskedForManyTimesAtOnce(Servers servers) throws Exception {
        try (var scene = LetterScene.of(servers).dead(0, 50);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3; i++) {
                scene.work();
            }
            var asked = new ArrayList<Future<Change>>();
            for (int i = 0; i < 8; i++) {
                asked.add(threads.submit(() -> scene.replay(forced(all()))));
            }
            int taken = 0;
            for (var each : asked) {
                if (each.get() instanceof Change.Requested requested) {
                    taken += scene.awaitEnd(requested.job().id()).getLanded();
                }
            }

            assertThat(taken).isEqualTo(50);
            assertThat(scene.rig.landed()).hasSize(50).doesNotHaveDuplicates();
            assertThat(scene.rig.dsl().fetchValues(DEAD_LETTER_AUDIT.ACTION))
                    .satisfies(actions ->
                            assertThat(Collections.frequency(actions, "Landed")).isEqualTo(50));
        }
    }

    /** Workers that all believe to own the replay meet at the lock of each letter. */
    @Test
    void landsEachOnceThoughTheReplayIsTakenAwayFromItsWorker(Servers servers) throws Exception {
        try (var scene = LetterScene.of(servers).dead(0, 300)) {
            for (int i = 0; i < 3; i++) {
                scene.work();
            }
            var requested = (Change.Requested) scene.replay(fast(all()));
            long id = requested.job().id();
            while (scene.replayRow(id).getState().equals("Running")) {
                scene.rig
                        .dsl()
                        .update(DEAD_LETTER_REPLAY)
                        .setNull(DEAD_LETTER_REPLAY.OWNED_UNTIL)
                        .where(DEAD_LETTER_REPLAY.STATE.eq("Running"))
                        .execute();
            }

            assertThat(scene.replayRow(id).getLanded()).isEqualTo(300);
            assertThat(scene.rig.landed()).hasSize(300).doesNotHaveDuplicates();
            assertThat(scene.states()).containsOnly("Landed");
        }
    }

    @Test
    void givesALetterThatFailsAgainBackWithItsNewReason(Servers servers) throws Exception {
        try (var scene = LetterScene.of(servers).dead(0, 1).dead(1, "{broken", "Other")) {
            scene.limitAmounts(1);
            scene.work();

            var replay = scene.replayed(fast(all()));

            assertThat(replay.getFailed()).isEqualTo(2);
            assertThat(scene.rig.count(EVENT)).isZero();
            assertThat(scene.rig.count(EVENT_IDENTITY)).isZero();
            assertThat(scene.letter(0))
                    .extracting("state", "replays", "attempts", "reason", "sqlstate")
                    .containsExactly("Dead", 1, 2, "ConstraintViolated", "23514");
            assertThat(scene.letter(1))
                    .extracting("state", "replays", "reason", "sqlstate")
                    .containsExactly("Dead", 1, "RefusedByDatabase", "22P02");
            assertThat(scene.history(0)).containsExactly("Requested by anna", "Failed by worker-0");
        }
    }

    @Test
    void takesALetterOnlyByForceAfterThreeReplaysHaveFailed(Servers servers) throws Exception {
        try (var scene = LetterScene.of(servers).dead(0, 1)) {
            scene.limitAmounts(1);
            scene.work();
            for (int i = 0; i < ReplayOrder.REPLAYS_MAX; i++) {
                scene.replayed(fast(all()));
            }

            assertThat(scene.replay(fast(all())))
                    .isEqualTo(
                            new Change.Refused(
                                    "3 replays of this letter have failed; mend the cause or patch first, or say force"));

            scene.unlimitAmounts();
            assertThat(scene.replayed(forced(all())).getLanded()).isEqualTo(1);
        }
    }

    @Test
    void landsThePatchedVersionInPlaceOfWhatWasReceived(Servers servers) throws Exception {
        try (var scene = LetterScene.of(servers).dead(7, "{broken", "Other")) {
            var patch =
                    new LetterPatch(
                            "{\"amount\": 1}".getBytes(UTF_8),
                            Map.of("ce_type", "order.mended"),
                            "a brace was missing");

            assertThat(scene.desk.patch(scene.id(7), patch, ANNA))
                    .isEqualTo(new Change.Patched(scene.id(7), 2));
            scene.work();
            scene.replayed(fast(all()));

            var row = scene.rig.dsl().fetchSingle(EVENT);
            assertThat(row.getData().data()).isEqualTo("{\"amount\": 1}");
            assertThat(row.getEventType()).isEqualTo("order.mended");
            assertThat(row.getEventId()).isEqualTo("e7");
            assertThat(scene.letter(7).getRecordValue()).isEqualTo("{broken".getBytes(UTF_8));
            assertThat(scene.history(7))
                    .containsExactly("Patched by anna", "Requested by anna", "Landed by worker-0");
            // A reading of the topic from the begin must find the place settled.
            var hash =
                    new dev.headgate.consumer.record.RecordDecoder()
                            .hash("{broken".getBytes(UTF_8));
            assertThat(row.getPayloadHash()).isEqualTo(hash);
        }
    }

    @Test
    void refusesAPatchThatCouldNotLandEither(Servers servers) throws Exception {
        try (var scene = LetterScene.of(servers).dead(7, "{broken", "Other")) {
            var stillBroken = new LetterPatch("{".getBytes(UTF_8), Map.of(), "no");
            var withoutType = new LetterPatch("{}".getBytes(UTF_8), Map.of("ce_type", ""), "no");

            assertThat(scene.desk.patch(scene.id(7), stillBroken, ANNA))
                    .isInstanceOfSatisfying(
                            Change.Unfit.class,
                            unfit -> assertThat(unfit.reason()).isEqualTo("MalformedJson"));
            assertThat(scene.desk.patch(scene.id(7), withoutType, ANNA))
                    .isInstanceOf(Change.Unfit.class);
            assertThat(scene.history(7)).isEmpty();
        }
    }

    @Test
    void rehearsesWithoutATrace(Servers servers) throws Exception {
        try (var scene = LetterScene.of(servers).dead(0, 2).dead(2, "{broken", "Other")) {
            scene.work();

            var rehearsed = scene.rehearsal().rehearse(fast(all()), 10);

            assertThat(rehearsed)
                    .extracting(Rehearsed::outcome, Rehearsed::reason)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("Lands", null),
                            org.assertj.core.groups.Tuple.tuple("Lands", null),
                            org.assertj.core.groups.Tuple.tuple("Fails", "RefusedByDatabase"));
            assertThat(scene.rig.count(EVENT)).isZero();
            assertThat(scene.rig.count(EVENT_IDENTITY)).isZero();
            assertThat(scene.rig.count(DEAD_LETTER_AUDIT)).isZero();
            assertThat(scene.states()).containsOnly("Dead");
            assertThat(scene.letter(2).getReplays()).isZero();
            assertThat(scene.letter(2).getReason()).isEqualTo("Other");
        }
    }

    @Test
    void neverReplaysWhatIsDiscarded(Servers servers) throws Exception {
        try (var scene = LetterScene.of(servers).dead(0, 2)) {
            var first = new LetterSelection(List.of(scene.id(0)), LetterFilter.of(Map.of()));

            assertThat(scene.desk.discard(first, "a test order", ANNA))
                    .isEqualTo(new Change.Discarded(1));
            scene.work();
            scene.replayed(forced(all()));

            assertThat(scene.states()).containsExactly("Discarded", "Landed");
            assertThat(scene.history(0)).containsExactly("Discarded by anna");
            assertThat(scene.desk.discard(first, "again", ANNA))
                    .isEqualTo(
                            new Change.Refused(
                                    "dead letter %d is Discarded".formatted(scene.id(0))));
        }
    }

    @Test
    void givesBackWhatACancelledReplayHasNotTried(Servers servers) throws Exception {
        try (var scene = LetterScene.of(servers).dead(0, 30)) {
            scene.work();
            var requested =
                    (Change.Requested) scene.replay(new ReplayOrder(all(), 10, false, false));
            long id = requested.job().id();
            await().atMost(Rig.PATIENCE).until(() -> scene.replayRow(id).getLanded() > 1);

            assertThat(scene.desk.cancel(id)).isInstanceOf(Change.Ended.class);

            await().atMost(Rig.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(scene.states()).doesNotContain("ReplayRequested"));
            int landed = scene.rig.count(EVENT);
            assertThat(landed).isLessThan(30).isEqualTo(scene.replayRow(id).getLanded());
            assertThat(Collections.frequency(scene.states(), "Dead")).isEqualTo(30 - landed);
            assertThat(scene.history(29))
                    .containsExactly("Requested by anna", "Returned by worker-0");
            assertThat(scene.desk.cancel(id)).isInstanceOf(Change.Refused.class);
        }
    }

    @Test
    void stopsAtTheFirstFailureIfAskedTo(Servers servers) throws Exception {
        try (var scene =
                LetterScene.of(servers).dead(0, 1).dead(1, "{broken", "Other").dead(2, 5)) {
            scene.work();

            var replay = scene.replayed(new ReplayOrder(all(), ReplayOrder.RATE_MAX, true, false));

            assertThat(replay)
                    .extracting("state", "landed", "failed")
                    .containsExactly("Stopped", 1, 1);
            await().atMost(Rig.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(scene.states())
                                    .containsExactly(
                                            "Landed", "Dead", "Dead", "Dead", "Dead", "Dead",
                                            "Dead"));
        }
    }

    @Test
    void waitsWhileTheSurroundingsFailAndBlamesNoLetter(Servers servers) throws Exception {
        try (var scene = LetterScene.of(servers).dead(0, 3)) {
            failInserts(scene, "53100");
            scene.work();
            var requested = (Change.Requested) scene.replay(fast(all()));
            long id = requested.job().id();
            await().atMost(Rig.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(scene.replayRow(id).getTrouble())
                                    .startsWith("ENVIRONMENT 53100"));
            assertThat(scene.letter(0))
                    .extracting("state", "attempts", "replays")
                    .containsExactly("ReplayRequested", 1, 0);

            scene.rig.dsl().execute("DROP TRIGGER fail ON {0}", EVENT);

            var replay = scene.awaitEnd(id);
            assertThat(replay)
                    .extracting("landed", "failed", "trouble")
                    .containsExactly(3, 0, null);
        }
    }

    @Test
    void letsOtherReplaysGoOnWhileOneStandsStill(Servers servers) throws Exception {
        try (var scene = LetterScene.of(servers).dead(0, 3)) {
            failInserts(scene, "42501");
            scene.work();
            var halted = (Change.Requested) scene.replay(fast(all()));
            await().atMost(Rig.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(scene.replayRow(halted.job().id()).getTrouble())
                                    .startsWith("SYSTEMIC 42501"));
            scene.dead(3, "{broken", "Other");

            var other = scene.replayed(fast(by(Map.of("reason", "Other"))));

            assertThat(other.getFailed()).isEqualTo(1);
            assertThat(scene.desk.cancel(halted.job().id())).isInstanceOf(Change.Ended.class);
        }
    }

    private static void failInserts(LetterScene scene, String sqlState) {
        scene.rig
                .dsl()
                .execute(
                        """
                        CREATE FUNCTION {0}.fail() RETURNS trigger LANGUAGE plpgsql AS
                        'BEGIN RAISE EXCEPTION ''it fails'' USING ERRCODE = ''%s''; END'
                        """
                                .formatted(sqlState),
                        EVENT.getSchema());
        scene.rig
                .dsl()
                .execute(
                        "CREATE TRIGGER fail BEFORE INSERT ON {0} FOR EACH ROW EXECUTE FUNCTION {1}.fail()",
                        EVENT, EVENT.getSchema());
    }
}
