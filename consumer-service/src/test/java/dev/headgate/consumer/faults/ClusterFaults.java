// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.ConsumerService;
import dev.headgate.consumer.faults.Checker.Verdict;
import dev.headgate.consumer.faults.Workload.Plan;
import dev.headgate.consumer.faults.Workload.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Several brokers: a partition's leader is killed, or a replica leads that lacks records. */
@ExtendWith(FaultServers.Shared.class)
class ClusterFaults {

    private static final Plan UNTIL_TOLD = new Plan(Integer.MAX_VALUE, Duration.ofMillis(50));
    private static final Duration ELECTION = Duration.ofSeconds(60);

    @Test
    @Tag("F8")
    void landsAllThatIsAcknowledgedThoughLeadersAreKilled(
            FaultServers servers, FaultLog log, @TempDir Path folder) throws Exception {
        Random random = log.random();
        try (var cluster = KafkaCluster.start(folder, 3);
                var scene = Scene.empty(cluster.bootstrapServers(), servers.postgres(), 4)) {
            scene.create(
                    new NewTopic(scene.topic(), 4, (short) 3)
                            .configs(Map.of("min.insync.replicas", "2")));
            try (var consumer = scene.process();
                    var workload = Workload.start(scene, "leader", random, UNTIL_TOLD)) {
                int kills = FaultLog.choose(2, 8);
                for (int kill = 1; kill <= kills; kill++) {
                    scene.awaitRows(scene.tables().landed() + 1 + random.nextInt(3_000));
                    int leader = leader(scene, random.nextInt(4));
                    cluster.kill(leader);
                    long begin = System.nanoTime();
                    scene.awaitRows(scene.tables().landed() + 2_000);
                    log.figure("resumed ms", (System.nanoTime() - begin) / 1_000_000);
                    cluster.launch(leader);
                    awaitInSync(scene, 3);
                }
                Sent sent = workload.finish();
                scene.awaitSettled();
                assertThat(consumer.alive()).isTrue();
                consumer.terminate();

                Verdict verdict = Checker.check(scene, sent);
                assertThat(verdict.dead()).isZero();
                assertThat(verdict.rows() + verdict.suppressed()).isEqualTo(verdict.log());
                log.figure("leaders killed", kills);
                log.figure("records", verdict.log());
            }
        }
    }

    /**
     * The only in-sync replica dies, one that lacks its last records leads, and other records take
     * their offsets. What was landed is in no log any more, and what has taken its place must not
     * be skipped silently: the partition stands still until somebody has looked.
     */
    @Test
    @Tag("F25")
    void standsStillWhereAnUncleanElectionHasReplacedRecords(
            FaultServers servers, FaultLog log, @TempDir Path folder) throws Exception {
        Random random = log.random();
        try (var cluster = KafkaCluster.start(folder, 3);
                var scene = Scene.empty(cluster.bootstrapServers(), servers.postgres(), 1)) {
            scene.create(
                    new NewTopic(scene.topic(), Map.of(0, List.of(1, 2)))
                            .configs(
                                    Map.of(
                                            "min.insync.replicas",
                                            "1",
                                            "unclean.leader.election.enable",
                                            "true")));
            ConsumerService service = scene.start();
            Workload.send(scene, "common", random, 100);
            awaitInSync(scene, 2);
            cluster.kill(2);
            awaitInSync(scene, 1);
            Workload.send(scene, "lost", random, 100);
            scene.awaitRows(200);

            cluster.kill(1);
            cluster.launch(2);
            awaitUncleanLeader(scene, 2);
            Workload.send(scene, "other", random, 300);
            await().atMost(Scene.PATIENCE)
                    .until(() -> service.problems().contains("stopped: LogTruncated"));
            service.stop();
            assertTruncated(scene);

            scene.newGroup();
            ConsumerService later = scene.start();
            await().atMost(Scene.PATIENCE)
                    .until(() -> later.problems().contains("stopped: LogTruncated"));
            later.stop();
            assertTruncated(scene);
            log.figure("records of the other history", 300);
        }
    }

    private static void assertTruncated(Scene scene) {
        assertThat(scene.tables().rows()).isEqualTo(200);
        assertThat(scene.tables().watermarks(scene.topicId())).isEqualTo(Map.of(0, 200L));
        var gaps = new ArrayList<String>();
        scene.tables()
                .read(
                        "SELECT kind, from_offset, to_offset FROM data_gap",
                        row ->
                                gaps.add(
                                        "%s %d-%d"
                                                .formatted(
                                                        row.getString(1),
                                                        row.getLong(2),
                                                        row.getLong(3))));
        assertThat(gaps).containsExactly("truncated 100-200");
    }

    private static int leader(Scene scene, int partition) {
        return partitions(scene).get(partition).leader().id();
    }

    private static void awaitInSync(Scene scene, int replicas) {
        await().atMost(ELECTION)
                .ignoreExceptions()
                .until(() ->
                        partitions(scene).stream()
                                .allMatch(partition -> partition.isr().size() == replicas));
    }

    private static void awaitUncleanLeader(Scene scene, int broker) {
        await().atMost(ELECTION)
                .ignoreExceptions()
                .until(() -> {
                    elect(scene);
                    Node leader = partitions(scene).getFirst().leader();
                    return leader != null && leader.id() == broker;
                });
    }

    private static void elect(Scene scene) throws InterruptedException, ExecutionException {
        try {
            scene.admin()
                    .electLeaders(ElectionType.UNCLEAN, Set.copyOf(scene.topicPartitions()))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof ElectionNotNeededException)) {
                throw e;
            }
        }
    }

    private static List<TopicPartitionInfo> partitions(Scene scene) {
        return Scene.got(
                        scene.admin()
                                .describeTopics(List.of(scene.topic()))
                                .topicNameValues()
                                .values()
                                .iterator()
                                .next())
                .partitions();
    }
}
