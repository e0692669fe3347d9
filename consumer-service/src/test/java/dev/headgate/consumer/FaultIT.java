// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.EmbeddedPostgres;
import dev.headgate.embedded.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real kills of real processes: nothing is lost, nothing is there twice. */
@ExtendWith(Servers.Shared.class)
class FaultIT {

    private static final int RECORDS = 40_000;

    /** Small batches make many transactions, so that a kill is sure to hit the middle of one. */
    private static final String[] SMALL_BATCHES = {"consumer.batch.records-max", "50"};

    @TempDir Path folder;

    @Test
    void survivesKillsOfTheOnlyConsumer(Servers servers) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        try (var rig = Rig.of(servers, 4)) {
            rig.sendEvents(0, RECORDS);
            for (int kill = 1; kill <= 3; kill++) {
                try (var consumer = ConsumerProcess.start(rig.settings(SMALL_BATCHES))) {
                    awaitMoreRows(rig, rig.count(EVENT) + 1 + random.nextInt(3_000));
                    consumer.kill();
                }
            }
            assertThat(rig.count(EVENT)).isLessThan(RECORDS);

            ConsumerService last = rig.start();
            rig.awaitSettled();
            last.stop();

            assertThat(rig.landed()).containsExactlyInAnyOrderElementsOf(rig.log());
            assertThat(last.counts().suppressed()).isZero();
            assertThat(rig.count(DEAD_LETTER)).isZero();
        }
    }

    @Test
    void aSecondConsumerTakesOverFromOneThatIsKilled(Servers servers) throws Exception {
        try (var rig = Rig.of(servers, 4)) {
            ConsumerService survivor = rig.start(SMALL_BATCHES);
            try (var victim = ConsumerProcess.start(rig.settings(SMALL_BATCHES))) {
                await().atMost(Rig.PATIENCE).until(() -> survivor.counts().partitions() == 2);
                rig.sendEvents(0, RECORDS);
                awaitMoreRows(rig, RECORDS / 20);
                victim.kill();
            }

            rig.awaitSettled();
            survivor.stop();

            assertThat(rig.landed()).containsExactlyInAnyOrderElementsOf(rig.log());
            assertThat(rig.count(DEAD_LETTER)).isZero();
        }
    }

    @Test
    void drainsWhenTheProcessIsToldToEnd(Servers servers) throws Exception {
        try (var rig = Rig.of(servers, 2);
                var consumer = ConsumerProcess.start(rig.settings())) {
            rig.sendEvents(0, 5_000);
            awaitMoreRows(rig, 1);

            consumer.terminate();

            assertThat(rig.committedOffsets()).isEqualTo(rig.watermarks());
        }
    }

    @Test
    void survivesACrashOfPostgres(Servers servers) {
        try (var postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0);
                var rig = Rig.of(servers.kafka().bootstrapServers(), postgres, 4)) {
            rig.sendEvents(0, RECORDS);
            ConsumerService service = rig.start(SMALL_BATCHES);
            awaitMoreRows(rig, 1_000);

            postgres.crash();
            await().during(Duration.ofSeconds(2)).until(() -> service.counts().partitions() == 4);
            postgres.restart();

            rig.awaitSettled();
            service.stop();
            assertThat(rig.landed()).containsExactlyInAnyOrderElementsOf(rig.log());
            assertThat(rig.count(DEAD_LETTER)).isZero();
        }
    }

    @Test
    void survivesAKillOfTheBroker(Servers servers) {
        try (var kafka = KafkaProcess.start(folder.resolve("kafka"));
                var rig = Rig.of(kafka.bootstrapServers(), servers.postgres(), 4)) {
            rig.sendEvents(0, RECORDS);
            ConsumerService service = rig.start(SMALL_BATCHES);
            awaitMoreRows(rig, 1_000);

            kafka.kill();
            kafka.restart();
            rig.sendEvents(RECORDS, 1_000);

            rig.awaitSettled();
            service.stop();
            assertThat(rig.landed()).containsExactlyInAnyOrderElementsOf(rig.log());
            assertThat(rig.count(DEAD_LETTER)).isZero();
        }
    }

    private static void awaitMoreRows(Rig rig, int rows) {
        await().atMost(Rig.PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> rig.count(EVENT) >= rows);
    }
}
