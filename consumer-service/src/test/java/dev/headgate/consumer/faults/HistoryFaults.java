// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.ConsumerService;
import dev.headgate.consumer.faults.Checker.Verdict;
import dev.headgate.consumer.faults.Workload.Sent;
import dev.headgate.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What was remembered is an older state, or another. */
@ExtendWith(FaultServers.Shared.class)
class HistoryFaults {

    @Test
    @Tag("F27")
    void rewindsAndRefillsAfterTheDatabaseWasRestoredFromABackup(
            FaultServers servers, FaultLog log, @TempDir Path folder) throws Exception {
        var random = log.random();
        Path data = folder.resolve("postgres");
        Path backup = folder.resolve("backup");
        EmbeddedPostgres postgres = EmbeddedPostgres.start(data, 0);
        int port = postgres.port();
        try (var scene = Scene.of(servers.kafka().bootstrapServers(), postgres, 4);
                var consumer = scene.process()) {
            var acked = new ArrayList<>(Workload.send(scene, "before", random, 5_000).acked());
            scene.awaitSettled();
            postgres.close();
            run("cp", "-a", data.toString(), backup.toString());
            postgres = EmbeddedPostgres.start(data, port);
            acked.addAll(Workload.send(scene, "after", random, 5_000).acked());
            scene.awaitSettled();
            assertThat(scene.tables().rows()).isEqualTo(10_000);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> scene.committed().equals(scene.ends()));

            postgres.close();
            run("rm", "-rf", data.toString());
            run("cp", "-a", backup.toString(), data.toString());
            postgres = EmbeddedPostgres.start(data, port);
            assertThat(scene.tables().rows()).isLessThan(10_000);

            scene.awaitSettled();
            consumer.terminate();
            Verdict verdict = Checker.check(scene, new Sent(acked, 0));
            assertThat(verdict).isEqualTo(new Verdict(10_000, 10_000, 0, 0, 0));
            log.figure("refilled", 5_000);
        } finally {
            postgres.close();
        }
    }

    @Test
    @Tag("F28")
    void neitherSkipsNorRepeatsWhenTheGroupsOffsetsAreMovedOrGone(
            FaultServers servers, FaultLog log) {
        var random = log.random();
        try (var scene = Scene.of(servers, 4)) {
            var acked = new ArrayList<Coordinate>();
            Map<TopicPartition, OffsetAndMetadata> begin =
                    scene.topicPartitions().stream()
                            .collect(toMap(p -> p, _ -> new OffsetAndMetadata(0)));
            List<Runnable> harms =
                    List.of(
                            () -> {},
                            () -> alter(scene, begin),
                            () -> alter(scene, ends(scene)),
                            () -> forget(scene));
            for (Runnable harm : harms) {
                acked.addAll(Workload.send(scene, "lot-" + acked.size(), random, 1_000).acked());
                await().atMost(Duration.ofSeconds(20))
                        .ignoreExceptions()
                        .until(() -> {
                            harm.run();
                            return true;
                        });
                ConsumerService service = scene.start();
                scene.awaitSettled();
                service.stop();
                assertThat(service.counts().rows()).isEqualTo(1_000);
                assertThat(service.counts().suppressed()).isZero();
            }
            Verdict verdict = Checker.check(scene, new Sent(acked, 0));
            assertThat(verdict).isEqualTo(new Verdict(4_000, 4_000, 0, 0, 0));
            assertThat(scene.committed()).isEqualTo(scene.ends());
        }
    }

    private static void alter(Scene scene, Map<TopicPartition, OffsetAndMetadata> offsets) {
        Scene.got(scene.admin().alterConsumerGroupOffsets(scene.group(), offsets).all());
    }

    private static void forget(Scene scene) {
        Scene.got(scene.admin().deleteConsumerGroups(List.of(scene.group())).all());
    }

    private static Map<TopicPartition, OffsetAndMetadata> ends(Scene scene) {
        Map<Integer, Long> ends = scene.ends();
        return scene.topicPartitions().stream()
                .collect(
                        toMap(
                                p -> p,
                                p -> new OffsetAndMetadata(ends.getOrDefault(p.partition(), 0L))));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
