// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.resource.TopicStatus;
import dev.headgate.operator.status.ConditionReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The topics of pipelines on a real broker that is killed and frozen. */
class TopicReconciliationIT {

    private static final PipelineIdentity OWNER = new PipelineIdentity("shop", "orders", "uid-1");
    private static final PipelineIdentity OTHER = new PipelineIdentity("shop", "copy", "uid-2");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private static Path folder;
    private static TopicRig rig;

    @BeforeAll
    static void start() {
        rig = new TopicRig(folder);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @BeforeEach
    void listen() {
        rig.ear.clear();
    }

    @Test
    void makesTopicsOnceAndThenWritesNothing() throws Exception {
        TopicRequest request =
                request("[{name: made, partitions: 3, configs: {compression.type: zstd}}]");

        TopicStatus status = settle(request).topics().getFirst();

        assertThat(status.partitions()).isEqualTo(3);
        assertThat(status.replicationFactor()).isEqualTo(1);
        assertThat(status.topicId()).isEqualTo(rig.describe("made").topicId().toString());
        assertThat(rig.describe("dlq.made").partitions()).hasSize(3);
        assertThat(rig.config("made", "compression.type")).isEqualTo("zstd");
        assertThat(rig.config("made", "min.insync.replicas")).isEqualTo("1");

        rig.ear.clear();
        int ledgerWrites = rig.store.writes();
        TopicResult second = rig.run(request);

        assertThat(second)
                .isInstanceOfSatisfying(
                        TopicResult.Looked.class,
                        looked -> {
                            assertThat(looked.done()).isEmpty();
                            assertThat(looked.usable()).isTrue();
                        });
        assertThat(rig.ear.writes()).isEmpty();
        assertThat(rig.store.writes()).isEqualTo(ledgerWrites);
    }

    @ParameterizedTest
    @CsvSource({"Manual, Key, false", "Unkeyed, None, false", "DrainThenGrow, Key, true"})
    void growsWithoutLossAsThePolicySays(String growth, String by, boolean waits) throws Exception {
        String name = "grown-" + growth;
        String topic = "[{name: %s, partitions: %d, partitionBy: %s, partitionGrowth: %s}]";
        settle(request(topic.formatted(name, 2, by, growth)));
        send(name, 100);
        TopicRequest more = request(topic.formatted(name, 5, by, growth));

        TopicResult.Looked looked = (TopicResult.Looked) rig.run(more);

        await().atMost(PATIENCE).until(() -> rig.describe("dlq." + name).partitions().size() == 5);
        if (waits) {
            assertThat(looked.growths()).containsExactly(new PendingGrowth(name, 2, 5, true));
            // The dead-letter topic's new partitions get their leaders first.
            await().atMost(PATIENCE)
                    .until(() ->
                            rig.run(more) instanceof TopicResult.Looked again
                                    && again.judgement().reason()
                                            == ConditionReason.PartitionsDraining);
            assertThat(rig.describe(name).partitions()).hasSize(2);
        } else {
            await().atMost(PATIENCE).until(() -> rig.describe(name).partitions().size() == 5);
        }
        assertThat(rig.records(name)).isEqualTo(100);
    }

    @Test
    void repairsWhatIsOursAndLeavesWhatIsNot() throws Exception {
        TopicRequest request = request("[{name: drifted, partitions: 1}]");
        settle(request);
        rig.configure("drifted", "retention.ms", "60000");
        rig.configure("drifted", "unclean.leader.election.enable", "true");
        rig.configure("drifted", "segment.bytes", "2000000");

        settle(request);

        assertThat(rig.config("drifted", "retention.ms")).isEqualTo("604800000");
        assertThat(rig.config("drifted", "unclean.leader.election.enable")).isEqualTo("false");
        assertThat(rig.config("drifted", "segment.bytes")).isEqualTo("2000000");
    }

    @Test
    void refusesATopicOfAnotherPipelineUntilThatIsGone() {
        settle(request("[{name: contested, partitions: 1}]"));
        TopicRequest second =
                TopicRequest.of(OTHER, WantedTopics.of("[{name: contested, partitions: 4}]"));
        rig.ear.clear();

        assertThat(rig.run(second))
                .isInstanceOfSatisfying(
                        TopicResult.Looked.class,
                        looked -> {
                            assertThat(looked.judgement().reason())
                                    .isEqualTo(ConditionReason.TopicConflict);
                            assertThat(looked.usable()).isFalse();
                            assertThat(looked.topics()).isEmpty();
                        });
        assertThat(rig.ear.writes()).isEmpty();

        rig.gone.add(OWNER);
        try {
            assertThat(settle(second).topics().getFirst().partitions()).isEqualTo(4);
        } finally {
            rig.gone.remove(OWNER);
        }
    }

    @Test
    void tellsOfMoreCopiesThanThereAreBrokers() {
        assertThat(rig.run(request("[{name: copies, partitions: 1, replicationFactor: 3}]")))
                .isInstanceOfSatisfying(
                        TopicResult.Looked.class,
                        looked -> {
                            assertThat(looked.judgement().reason())
                                    .isEqualTo(ConditionReason.ReplicationAboveBrokers);
                            assertThat(looked.judgement().message())
                                    .contains("copies", "3 copies", "1 brokers");
                        });
        assertThat(rig.ear.writes()).isEmpty();
    }

    @Test
    void tellsOfASettingThatKafkaDoesNotTake() {
        assertThat(
                        rig.run(
                                request(
                                        "[{name: wrong, partitions: 1, configs: {segment.bytes: many}}]")))
                .isInstanceOfSatisfying(
                        TopicResult.Looked.class,
                        looked ->
                                assertThat(looked.judgement().reason())
                                        .isEqualTo(ConditionReason.InvalidTopicConfig));
    }

    @Test
    void seesThatATopicWasMadeAnewUntilItIsAccepted() throws Exception {
        TopicRequest request = request("[{name: renewed, partitions: 1}]");
        settle(request);
        rig.delete("renewed");
        await().atMost(PATIENCE).until(() -> !rig.names().contains("renewed"));
        rig.create("renewed", 1);
        await().atMost(PATIENCE).until(() -> rig.names().contains("renewed"));
        String id = rig.describe("renewed").topicId().toString();

        await().atMost(PATIENCE)
                .until(() ->
                        rig.run(request) instanceof TopicResult.Looked looked
                                && looked.judgement().reason() == ConditionReason.TopicRecreated
                                && looked.judgement().message().contains(id));

        var accepting = new TopicRequest(OWNER, request.wanted(), Map.of(), Set.of(id), Map.of());
        settle(accepting);
        settle(request);
    }

    @ParameterizedTest
    @CsvSource({
        "describeTopics, kill",
        "describeConfigs, kill",
        "createTopics, kill",
        "createPartitions, kill",
        "incrementalAlterConfigs, kill",
        "describeTopics, freeze",
        "createTopics, freeze",
        "createPartitions, freeze",
        "incrementalAlterConfigs, freeze"
    })
    void aBrokerThatGoesAwayAtAnyStepCostsALimitedTimeAndNothingElse(String call, String how)
            throws Exception {
        String name = "away-" + call + "-" + how;
        TopicRequest small = request("[{name: %s, partitions: 1}]".formatted(name));
        TopicRequest large = request("[{name: %s, partitions: 2}]".formatted(name));
        boolean present = !call.equals("createTopics");
        if (present) {
            settle(small);
            rig.configure(name, "retention.ms", "60000");
        }
        rig.ear.before(call, how.equals("kill") ? rig.kafka::kill : rig.kafka::freeze);

        long began = System.nanoTime();
        TopicResult result = rig.run(large);
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        assertThat(result)
                .isInstanceOfSatisfying(
                        TopicResult.Blind.class,
                        blind -> {
                            assertThat(blind.judgement().truth()).isEqualTo(Truth.Unknown);
                            assertThat(blind.judgement().reason())
                                    .isEqualTo(ConditionReason.KafkaUnreachable);
                        });
        assertThat(took).isLessThan(TopicRig.ANSWER_MAX.plusSeconds(4));
        if (how.equals("kill")) {
            rig.kafka.restart();
        } else {
            rig.kafka.thaw();
        }
        assertThat(settle(large).topics().getFirst().partitions()).isEqualTo(2);
        assertThat(rig.config(name, "retention.ms")).isEqualTo("604800000");
        assertThat(rig.describe("dlq." + name).partitions()).hasSize(2);
    }

    @Test
    void aSilentBrokerIsAskedByOneAtATime() throws Exception {
        TopicRequest request = request("[{name: awaited}]");
        var meanwhile = new AtomicReference<TopicResult>();
        rig.kafka.kill();
        try {
            assertThat(rig.run(request)).isInstanceOf(TopicResult.Blind.class);
            rig.ear.clear();
            rig.ear.before("describeTopics", () -> meanwhile.set(rig.run(request)));

            TopicResult asked = rig.run(request);

            assertThat(rig.ear.count("describeTopics")).isEqualTo(1);
            assertThat(meanwhile.get()).isEqualTo(asked).isInstanceOf(TopicResult.Blind.class);
        } finally {
            rig.kafka.restart();
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> rig.run(request) instanceof TopicResult.Looked);
    }

    @Test
    void anOperatorThatLeadsNoLongerWritesNothing() throws Exception {
        var reconciliation = new TopicReconciliation(rig.clusters, rig.claims, () -> false);
        int ledgerWrites = rig.store.writes();

        assertThat(reconciliation.run(rig.access(), request("[{name: deposed}]")))
                .isInstanceOf(TopicResult.NotLeading.class);
        assertThat(rig.names()).doesNotContain("deposed");
        assertThat(rig.store.writes()).isEqualTo(ledgerWrites);
    }

    @Test
    void changesNothingWhenClaimsCannotBeStored() throws Exception {
        var away = new MemoryClaims();
        away.goAway();
        var reconciliation =
                new TopicReconciliation(
                        rig.clusters, new TopicClaims(away, _ -> false), () -> true);

        assertThat(reconciliation.run(rig.access(), request("[{name: unclaimed}]")))
                .isInstanceOfSatisfying(
                        TopicResult.Blind.class,
                        blind ->
                                assertThat(blind.judgement().reason())
                                        .isEqualTo(ConditionReason.TopicLedgerUnavailable));
        assertThat(rig.names()).doesNotContain("unclaimed");
    }

    /** Runs until all is as wanted, as the operator would. */
    private static TopicResult.Looked settle(TopicRequest request) {
        var last = new TopicResult.Looked[1];
        await().atMost(PATIENCE)
                .until(() -> {
                    if (rig.run(request) instanceof TopicResult.Looked looked) {
                        last[0] = looked;
                        return looked.judgement().truth() == Truth.True;
                    }
                    return false;
                });
        return last[0];
    }

    private static TopicRequest request(String topics) {
        return TopicRequest.of(OWNER, WantedTopics.of(topics));
    }

    private static void send(String topic, int count) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", rig.kafka.bootstrapServers(), "acks", "all"),
                        new StringSerializer(),
                        new StringSerializer())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(topic, "key-" + i, "value-" + i)).get();
            }
        }
    }
}
