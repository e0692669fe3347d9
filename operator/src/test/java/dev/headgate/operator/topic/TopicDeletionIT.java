// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.contract.topic.WantedTopic;
import dev.headgate.operator.resource.PipelineCondition.Truth;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of topics on a real broker when their pipeline goes. */
class TopicDeletionIT {

    private static final PipelineIdentity OWNER = new PipelineIdentity("shop", "orders", "uid-1");
    private static final PipelineIdentity OTHER = new PipelineIdentity("shop", "copy", "uid-2");
    private static final Instant ASKED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DELETED = "[{name: %s, partitions: 1, deletionPolicy: Delete}]";

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

    @Test
    void deletesWhatPolicyAndAnnotationNameWithItsDeadLetters() throws Exception {
        List<WantedTopic> wanted = made(OWNER, DELETED.formatted("named"));

        assertThat(delete(OWNER, wanted, Set.of("named"), 0))
                .isEqualTo(new DeletionResult.Finished(List.of("named", "dlq.named"), List.of()));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rig.names()).doesNotContain("named", "dlq.named"));
        assertThat(delete(OWNER, wanted, Set.of("named"), 0))
                .isEqualTo(new DeletionResult.Finished(List.of(), List.of()));
    }

    @Test
    void keepsWhatTheAnnotationDoesNotName() throws Exception {
        List<WantedTopic> wanted = made(OWNER, DELETED.formatted("unnamed"));
        rig.ear.clear();

        assertThat(delete(OWNER, wanted, Set.of("other"), 0))
                .isEqualTo(new DeletionResult.Finished(List.of(), List.of()));
        assertThat(rig.ear.writes()).isEmpty();
        assertThat(rig.names()).contains("unnamed");
    }

    @Test
    void keepsWhatThePolicyRetainsAndNeedsNoFinalizerForIt() throws Exception {
        List<WantedTopic> wanted = made(OWNER, "[{name: retained, partitions: 1}]");

        assertThat(DeletionRequest.needsFinalizer(wanted)).isFalse();
        assertThat(DeletionRequest.needsFinalizer(WantedTopics.of(DELETED.formatted("any"))))
                .isTrue();
        assertThat(delete(OWNER, wanted, Set.of("retained"), 0))
                .isEqualTo(new DeletionResult.Finished(List.of(), List.of()));
        assertThat(rig.names()).contains("retained");
    }

    @Test
    void keepsWhatBelongsToAnotherPipeline() throws Exception {
        List<WantedTopic> wanted = made(OTHER, DELETED.formatted("foreign"));

        assertThat(delete(OWNER, wanted, Set.of("foreign"), 0))
                .isEqualTo(new DeletionResult.Finished(List.of(), List.of()));
        assertThat(rig.names()).contains("foreign");
    }

    @Test
    void keepsATopicThatWasMadeAnewUnderTheSameName() throws Exception {
        List<WantedTopic> wanted = made(OWNER, DELETED.formatted("anew"));
        rig.delete("anew");
        await().atMost(PATIENCE).until(() -> !rig.names().contains("anew"));
        rig.create("anew", 1);
        await().atMost(PATIENCE).until(() -> rig.names().contains("anew"));

        await().atMost(PATIENCE)
                .until(() ->
                        delete(OWNER, wanted, Set.of("anew"), 0)
                                instanceof DeletionResult.Finished);
        assertThat(rig.names()).contains("anew");
    }

    @Test
    void aDeadBrokerHoldsThePipelineForTenMinutesUnlessATopicBlocks() throws Exception {
        List<WantedTopic> abandoning = made(OWNER, DELETED.formatted("left"));
        List<WantedTopic> blocking =
                made(
                        OWNER,
                        "[{name: blocked, partitions: 1, deletionPolicy: Delete, onUnreachable: Block}]");
        rig.kafka.kill();
        try {
            assertThat(delete(OWNER, abandoning, Set.of("left"), 599))
                    .isInstanceOfSatisfying(
                            DeletionResult.Waiting.class,
                            waiting ->
                                    assertThat(waiting.sentence())
                                            .contains("does not answer", "left behind"));
            assertThat(delete(OWNER, abandoning, Set.of("left"), 600))
                    .isEqualTo(new DeletionResult.Finished(List.of(), List.of("dlq.left", "left")));
            assertThat(delete(OWNER, blocking, Set.of("blocked"), 600))
                    .isInstanceOfSatisfying(
                            DeletionResult.Waiting.class,
                            waiting ->
                                    assertThat(waiting.sentence())
                                            .contains("Block", TopicAnnotations.DELETE_TOPICS));
        } finally {
            rig.kafka.restart();
        }
        await().atMost(PATIENCE)
                .until(() ->
                        delete(OWNER, blocking, Set.of("blocked"), 601)
                                instanceof DeletionResult.Finished);
        await().atMost(PATIENCE).until(() -> !rig.names().contains("blocked"));
    }

    @Test
    void aBrokerThatDiesDuringTheDeletionIsAskedAgain() throws Exception {
        List<WantedTopic> wanted = made(OWNER, DELETED.formatted("midway"));
        rig.ear.before("deleteTopics", rig.kafka::kill);

        assertThat(delete(OWNER, wanted, Set.of("midway"), 0))
                .isInstanceOf(DeletionResult.Waiting.class);
        rig.kafka.restart();
        await().atMost(PATIENCE)
                .until(() ->
                        delete(OWNER, wanted, Set.of("midway"), 0)
                                instanceof DeletionResult.Finished);
        await().atMost(PATIENCE).until(() -> !rig.names().contains("midway"));
    }

    private static List<WantedTopic> made(PipelineIdentity owner, String topics) {
        List<WantedTopic> wanted = WantedTopics.of(topics);
        await().atMost(PATIENCE)
                .until(() ->
                        rig.run(TopicRequest.of(owner, wanted)) instanceof TopicResult.Looked looked
                                && looked.judgement().truth() == Truth.True);
        return wanted;
    }

    private static DeletionResult delete(
            PipelineIdentity owner, List<WantedTopic> wanted, Set<String> named, int second) {
        var deletion =
                new TopicDeletion(
                        rig.clusters, rig.claims, () -> true, () -> ASKED.plusSeconds(second));
        return deletion.run(rig.access(), new DeletionRequest(owner, wanted, named, ASKED));
    }
}
