// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.pipeline.PartitionBy;
import dev.headgate.loadtest.result.Verdict;
import dev.headgate.loadtest.result.Verdict.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has an order lies in it. */
class RowOrderIT {

    @TempDir static Path folder;

    private static PipelineTables tables;

    private LandedRun run;

    @BeforeAll
    static void startPostgres() {
        tables = PipelineTables.start(folder.resolve("postgres"));
    }

    @AfterAll
    static void stopPostgres() {
        tables.close();
    }

    @BeforeEach
    void landEveryEventOnce() throws IOException, SQLException {
        run = LandedRun.in(tables);
    }

    @AfterEach
    void closeLedger() throws IOException {
        run.close();
    }

    @Test
    void namesTheEarlierOfTwoSwappedRowsOfAKey() throws SQLException {
        run.swap(6, 12);

        Finding found = run.verdict().outOfOrder();

        // Of their key only 6 lies behind something later; 9, which lay between them, has no key.
        assertThat(found.ids()).containsExactly("shop-6");
        assertThat(found.count()).isEqualTo(1);
    }

    @Test
    void letsEventsThatOverlappedLieEitherWay() throws SQLException, IOException {
        run.overlapping();
        run.swap(6, 12);

        assertThat(run.verdict().holds()).isTrue();
    }

    @Test
    void letsSwappedRowsOfDifferentKeysLieEitherWay() throws SQLException {
        run.swap(6, 7);

        assertThat(run.verdict().holds()).isTrue();
    }

    @Test
    void comparesTheOrderOfTypesWhereTheTopicPromisesIt() throws SQLException {
        run.swap(10, 12);
        tables.execute("UPDATE event SET kafka_partition = 0");

        assertThat(run.verdict(PartitionBy.EventType).outOfOrder().ids())
                .containsExactly("shop-10");
        assertThat(run.verdict(PartitionBy.None).holds()).isTrue();
        assertThat(run.verdict(PartitionBy.Key).holds()).isTrue();
    }

    @Test
    void saysHowManyRowsItHadNoMemoryToCompare() {
        Verdict verdict =
                new RunVerifier(tables.access(), run.verified(PartitionBy.EventType), 1)
                        .verify(_ -> {});

        assertThat(verdict.orderUnchecked()).isPositive();
        assertThat(verdict.outOfOrder().count()).isZero();
    }
}
