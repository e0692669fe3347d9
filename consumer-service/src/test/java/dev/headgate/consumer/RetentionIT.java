// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.EVENT;
import static dev.headgate.tables.generated.Tables.EVENT_IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.retention.OneSweep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Servers.Shared.class)
class RetentionIT {

    private static final RetentionSettings A_DAY = new RetentionSettings(1, 1_000_000);

    @Test
    void removesWhatIsTooOldAndNothingElse(Servers servers) {
        try (var rig = Rig.of(servers, 2)) {
            rig.sendEvents(0, 20);
            ConsumerService first = rig.start();
            rig.awaitRows(20);
            first.stop();
            age(rig, "kafka_partition = 0", "25 hours");
            age(rig, "kafka_partition = 1", "23 hours");
            Map<Integer, Long> watermarks = rig.watermarks();

            ConsumerService service = rig.start("consumer.retention.days", "1");

            rig.awaitRows(10);
            assertThat(rig.dsl().fetchCount(EVENT, EVENT.KAFKA_PARTITION.eq(1))).isEqualTo(10);
            assertThat(rig.watermarks()).isEqualTo(watermarks);
            assertThat(rig.count(EVENT_IDENTITY)).isEqualTo(20);

            // A repeat of an event whose row is gone is still known.
            rig.sendEvents(0, 20);
            await().atMost(Rig.PATIENCE).until(() -> service.counts().suppressed() == 20);
            assertThat(rig.count(EVENT)).isEqualTo(10);
            service.stop();
        }
    }

    @Test
    void keepsRowsForEverUnlessAskedNotTo(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            old(rig, 10);
            ConsumerService service = rig.start();
            rig.sendEvents(0, 1);

            rig.awaitRows(11);
            service.stop();
            assertThat(rig.count(EVENT)).isEqualTo(11);
        }
    }

    @Test
    void goesAboutItOneConsumerAtATime(Servers servers) throws InterruptedException {
        try (var rig = Rig.of(servers, 1)) {
            old(rig, 10);
            var other = new ArrayList<String>();

            String swept =
                    sweep(
                            rig,
                            A_DAY,
                            _ -> {
                                try {
                                    other.add(sweep(rig, A_DAY, _ -> {}));
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            });

            assertThat(swept).isEqualTo("All[rows=10]");
            assertThat(other).containsExactly("Elsewhere[]");
        }
    }

    @Test
    void keepsToItsPaceAndToItsTime(Servers servers) throws InterruptedException {
        try (var rig = Rig.of(servers, 1)) {
            old(rig, 1_500);
            var slow = new RetentionSettings(1, 1_000);
            long begin = System.nanoTime();

            String first = sweep(rig, slow, _ -> {});
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            String second = sweep(rig, slow, _ -> {});

            assertThat(first).isEqualTo("Part[rows=1000]");
            assertThat(took).isGreaterThan(Duration.ofMillis(900));
            assertThat(second).isEqualTo("All[rows=500]");
            assertThat(rig.count(EVENT)).isZero();
        }
    }

    @Test
    void leavesAYoungerRowAloneThatTookThePlaceOfAnOldOne(Servers servers)
            throws InterruptedException {
        try (var rig = Rig.of(servers, 1)) {
            old(rig, 3_000);
            var replaced = new ArrayList<Integer>();

            String swept =
                    sweep(
                            rig,
                            A_DAY,
                            rows -> {
                                if (replaced.isEmpty()) {
                                    rig.dsl().execute("DELETE FROM {0}", EVENT);
                                    rig.dsl().execute("VACUUM {0}", EVENT);
                                    insert(rig, 3_000, "0 hours");
                                }
                                replaced.add(rows);
                            });

            assertThat(swept).isEqualTo("All[rows=1000]");
            assertThat(replaced).containsExactly(1_000, 0, 0);
            assertThat(rig.count(EVENT)).isEqualTo(3_000);
        }
    }

    private static String sweep(Rig rig, RetentionSettings settings, IntConsumer onRemoved)
            throws InterruptedException {
        return OneSweep.run(
                rig.typedSettings().database(), settings, Duration.ofSeconds(1), onRemoved);
    }

    private static void age(Rig rig, String which, String age) {
        rig.dsl()
                .execute(
                        "UPDATE {0} SET ingested_at = now() - interval '%s' WHERE %s"
                                .formatted(age, which),
                        EVENT);
    }

    private static void old(Rig rig, int rows) {
        insert(rig, rows, "25 hours");
    }

    private static void insert(Rig rig, int rows, String age) {
        rig.dsl()
                .execute(
                        """
                        INSERT INTO {0} (topic_ref, kafka_partition, kafka_offset, event_id, event_type, source,
                            accepted_at, ingested_at, content_type, data, payload_hash)
                        SELECT 0, 0, n, n::text, 't', '/s', now(), now() - interval '%s', 'application/json', '{}', ''
                        FROM generate_series(1, %d) AS n
                        """
                                .formatted(age, rows),
                        EVENT);
    }
}
