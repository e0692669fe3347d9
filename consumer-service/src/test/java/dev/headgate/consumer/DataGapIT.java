// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.DATA_GAP;
import static dev.headgate.tables.generated.Tables.EVENT;
import static dev.headgate.tables.generated.Tables.WATERMARK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Servers.Shared.class)
class DataGapIT {

    @Tag("F26")
    @Test
    void recordsWhatRetentionDeletedBeforeItWasReadAndGoesOnBehindIt(Servers servers)
            throws Exception {
        try (var rig = Rig.of(servers, 1)) {
            rig.sendEvents(0, 100);
            ConsumerService first = rig.start();
            rig.awaitSettled();
            first.stop();
            rig.sendEvents(100, 100);
            rig.admin()
                    .deleteRecords(
                            Map.of(
                                    rig.topicPartitions().getFirst(),
                                    RecordsToDelete.beforeOffset(150)))
                    .all()
                    .get();

            ConsumerService second = rig.start();
            rig.awaitRows(150);
            rig.awaitSettled();
            second.stop();

            var gap = rig.dsl().fetchSingle(DATA_GAP);
            assertThat(gap.getFromOffset()).isEqualTo(100);
            assertThat(gap.getToOffset()).isEqualTo(150);
            assertThat(gap.getKind()).isEqualTo("retention");
            assertThat(second.counts().dataGaps()).isEqualTo(1);
            assertThat(rig.dsl().fetchCount(EVENT, EVENT.KAFKA_OFFSET.ge(150L))).isEqualTo(50);
        }
    }

    @Test
    void stopsWhereTheLogEndsBeforeWhatIsSettled(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            rig.sendEvents(0, 10);
            ConsumerService first = rig.start();
            rig.awaitSettled();
            first.stop();
            rig.dsl().update(WATERMARK).set(WATERMARK.NEXT_OFFSET, 500L).execute();

            ConsumerService second = rig.start();
            await().atMost(Rig.PATIENCE)
                    .until(() -> second.problems().contains("stopped: LogTruncated"));
            rig.sendEvents(10, 5);
            second.stop();

            var gap = rig.dsl().fetchSingle(DATA_GAP);
            assertThat(gap.getFromOffset()).isEqualTo(10);
            assertThat(gap.getToOffset()).isEqualTo(500);
            assertThat(gap.getKind()).isEqualTo("truncated");
            assertThat(rig.watermarks()).isEqualTo(Map.of(0, 500L));
        }
    }
}
