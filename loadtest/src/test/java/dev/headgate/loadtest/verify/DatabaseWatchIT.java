// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headgate.loadtest.outcome.AcknowledgedPositions;
import dev.headgate.loadtest.result.Second.DatabaseLook;
import dev.headgate.loadtest.verify.Settlement.Settled;
import dev.headgate.loadtest.verify.Settlement.Unsettled;
import dev.headgate.loadtest.workload.LoadEvent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watermarks are watched and waited for in a real database, also while it is killed. */
class DatabaseWatchIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir static Path folder;

    private static PipelineTables tables;

    @BeforeAll
    static void startPostgres() {
        tables = PipelineTables.start(folder.resolve("postgres"));
    }

    @AfterAll
    static void stopPostgres() {
        tables.close();
    }

    @BeforeEach
    void landSomethingBeforeTheRun() throws SQLException {
        tables.empty();
        tables.watermark(1, 0, 100, 100);
    }

    @Test
    void countsFromTheBaseLine() throws SQLException {
        try (DatabaseWatch watch = DatabaseWatch.begin(tables.access())) {
            assertThat(watch.baseLine()).isEqualTo(new WatermarkTotals(100, 0, 0, 0));
            assertThat(watch.look(0)).isEqualTo(new DatabaseLook(0, 0, 0, 0));

            tables.watermark(1, 0, 130, 130);
            tables.watermark(1, 1, 10, 10);
            tables.execute("UPDATE watermark SET suppressed = 3, dead_lettered = 1");

            assertThat(watch.look(50))
                    .extracting(DatabaseLook::rows, DatabaseLook::settled, DatabaseLook::lagEvents)
                    .containsExactly(40L, 48L, 2L);
        }
    }

    @Test
    void countsARecordAsSettledOnceItIsParkedNoMore() throws SQLException {
        try (DatabaseWatch watch = DatabaseWatch.begin(tables.access())) {
            tables.park(new LoadEvent(0, 0, "shop-1", "a.b", "key-1", "{}", true), 0, 100);
            tables.execute("UPDATE watermark SET parked = 2");

            assertThat(watch.look(2))
                    .extracting(DatabaseLook::settled, DatabaseLook::lagEvents)
                    .containsExactly(1L, 1L);
        }
    }

    @Test
    void tellsTheAgeOfTheOldestUnsettledEvent() {
        try (DatabaseWatch watch = DatabaseWatch.begin(tables.access())) {
            watch.look(1);

            await().until(() -> {
                DatabaseLook look = watch.look(1);
                return look != null && look.oldestAgeMillis() >= 300;
            });
        }
    }

    @Test
    void saysNothingWhileTheDatabaseIsAwayAndGoesOnAfterwards() throws SQLException {
        try (DatabaseWatch watch = DatabaseWatch.begin(tables.access())) {
            watch.look(1);
            tables.postgres().crash();

            assertThat(watch.look(2)).isNull();
            assertThat(watch.look(3)).isNull();

            tables.postgres().restart();
            tables.watermark(1, 0, 102, 102);

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(watch.look(3))
                                    .extracting(DatabaseLook::rows, DatabaseLook::lagEvents)
                                    .containsExactly(2L, 1L));
        }
    }

    @Test
    void waitsForTheWatermarksThroughACrash()
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        var positions = new AcknowledgedPositions();
        positions.acknowledged(PipelineTables.TOPIC, 0, 110);
        var progress = new LinkedBlockingQueue<Unsettled>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var wait = new SettlementWait(tables.access(), PATIENCE);
            var settlement =
                    CompletableFuture.supplyAsync(
                            () -> settlement(wait, positions, progress), threads);
            assertThat(progress.take().records()).isEqualTo(11);

            tables.postgres().crash();
            awaitTrouble(progress);
            tables.postgres().restart();
            tables.watermark(1, 0, 111, 111);

            assertThat(settlement.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo(new Settled());
        }
    }

    @Test
    void doesNotTakeTheWatermarksOfATopicThatWasMadeAgain()
            throws SQLException, InterruptedException {
        tables.topic();
        tables.watermark(2, 1, 5, 5);
        var positions = new AcknowledgedPositions();
        positions.acknowledged(PipelineTables.TOPIC, 0, 7);
        positions.acknowledged(PipelineTables.TOPIC, 1, 4);

        Settlement settlement =
                new SettlementWait(tables.access(), Duration.ZERO).await(positions, _ -> {});

        assertThat(settlement).isInstanceOf(Unsettled.class);
        assertThat(((Unsettled) settlement).records()).isEqualTo(8);
    }

    @Test
    void saysWhatIsMissingInASentence() throws SQLException {
        assertThatThrownBy(() -> DatabaseWatch.begin(tables.access("hg_default_nobody")))
                .isInstanceOf(DatabaseAccessException.class)
                .hasMessageContaining("has no schema hg_default_nobody: apply the pipeline first");

        tables.execute("CREATE SCHEMA IF NOT EXISTS hg_default_bare");
        assertThatThrownBy(() -> tables.access("hg_default_bare").check())
                .isInstanceOf(DatabaseAccessException.class)
                .hasMessageContaining("has no table hg_default_bare.topic_ref: apply the pipeline");
    }

    @Test
    void saysWhoIsRefusedInASentence() throws SQLException {
        DatabaseAccess there = tables.access();

        assertThatThrownBy(() ->
                        new DatabaseAccess(there.url(), there.username(), "no", there.schema())
                                .check())
                .isInstanceOf(DatabaseAccessException.class)
                .hasMessageContaining("refuses the user " + there.username());

        tables.execute("CREATE ROLE stranger LOGIN PASSWORD 'strange'");
        assertThatThrownBy(() ->
                        new DatabaseAccess(there.url(), "stranger", "strange", there.schema())
                                .check())
                .isInstanceOf(DatabaseAccessException.class)
                .hasMessageContaining("The user stranger may not read the tables of");
    }

    private static void awaitTrouble(LinkedBlockingQueue<Unsettled> progress)
            throws InterruptedException {
        Unsettled step;
        do {
            step = progress.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(step).isNotNull();
        } while (step.trouble() == null);
    }

    private static Settlement settlement(
            SettlementWait wait,
            AcknowledgedPositions positions,
            LinkedBlockingQueue<Unsettled> progress) {
        try {
            return wait.await(positions, progress::add);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this", e);
        }
    }
}
