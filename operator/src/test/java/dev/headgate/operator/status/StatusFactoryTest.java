// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.operator.resource.PipelineCondition;
import dev.headgate.operator.resource.PipelineCondition.Truth;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusFactoryTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00.5Z");
    private static final Instant LATER = START.plusSeconds(90);

    @Test
    void everythingIsUnknownOnTheFirstVisit() {
        assertThat(conditions(List.of(), 1, START))
                .extracting(each -> each.type() + " " + each.status() + " " + each.reason())
                .containsExactly(
                        "Ready Unknown NotObserved",
                        "TopicsReady Unknown NotObserved",
                        "IngestAvailable Unknown NotObserved",
                        "ConsumerAvailable Unknown NotObserved");
    }

    @Test
    void readyTakesTheFirstTrouble() {
        PipelineCondition ready =
                conditions(
                                List.of(),
                                1,
                                START,
                                is(ConditionType.TopicsReady),
                                isNot(
                                        ConditionType.ConsumerAvailable,
                                        ConditionReason.DatabaseSecretMissing))
                        .getFirst();
        assertThat(ready)
                .isEqualTo(
                        new PipelineCondition(
                                "Ready",
                                Truth.False,
                                1,
                                "2026-01-01T00:00:00Z",
                                "DatabaseSecretMissing",
                                "ConsumerAvailable: DatabaseSecretMissing"));
    }

    @Test
    void readyIsUnknownWhileAnythingIs() {
        assertThat(
                        conditions(List.of(), 1, START, is(ConditionType.TopicsReady))
                                .getFirst()
                                .status())
                .isEqualTo(Truth.Unknown);
    }

    @Test
    void readyIsTrueOnceAllIs() {
        assertThat(conditions(List.of(), 1, START, allReady()).getFirst())
                .extracting(PipelineCondition::status, PipelineCondition::reason)
                .containsExactly(Truth.True, "AllReady");
    }

    @Test
    void equalFindingsChangeNothingEvenLater() {
        List<PipelineCondition> first = conditions(List.of(), 1, START, allReady());
        assertThat(conditions(first, 1, LATER, allReady())).isEqualTo(first);
    }

    @Test
    void aNewReasonKeepsTheTimeOfTheState() {
        List<PipelineCondition> first =
                conditions(
                        List.of(),
                        1,
                        START,
                        isNot(ConditionType.TopicsReady, ConditionReason.KafkaNotConfigured));
        assertThat(
                        conditions(
                                first,
                                2,
                                LATER,
                                isNot(
                                        ConditionType.TopicsReady,
                                        ConditionReason.KafkaSecretMissing)))
                .filteredOn(each -> each.status() == Truth.False)
                .allMatch(each -> each.lastTransitionTime().equals("2026-01-01T00:00:00Z"))
                .allMatch(each -> each.reason().equals("KafkaSecretMissing"))
                .allMatch(each -> each.observedGeneration() == 2);
    }

    @Test
    void onlyWhatFlipsGetsANewTime() {
        List<PipelineCondition> first = conditions(List.of(), 1, START, allReady());
        assertThat(
                        conditions(
                                first,
                                1,
                                LATER,
                                is(ConditionType.TopicsReady),
                                is(ConditionType.IngestAvailable),
                                isNot(
                                        ConditionType.ConsumerAvailable,
                                        ConditionReason.DatabaseSecretIncomplete)))
                .extracting(each -> each.type() + " " + each.lastTransitionTime())
                .containsExactly(
                        "Ready 2026-01-01T00:01:30Z",
                        "TopicsReady 2026-01-01T00:00:00Z",
                        "IngestAvailable 2026-01-01T00:00:00Z",
                        "ConsumerAvailable 2026-01-01T00:01:30Z");
    }

    @Test
    void ofTwoFindingsAboutOneThingTheFirstCounts() {
        assertThat(
                        conditions(
                                        List.of(),
                                        1,
                                        START,
                                        isNot(
                                                ConditionType.TopicsReady,
                                                ConditionReason.KafkaSecretMissing),
                                        is(ConditionType.TopicsReady))
                                .get(1)
                                .reason())
                .isEqualTo("KafkaSecretMissing");
    }

    @Test
    void whatIsUnusualIsThereOnlyWhileItHolds() {
        List<PipelineCondition> first = conditions(List.of(), 1, START, allReady());
        Judgement[] degraded = Arrays.copyOf(allReady(), 4);
        degraded[3] =
                new Judgement(
                        ConditionType.Degraded,
                        Truth.True,
                        ConditionReason.RolloutStuck,
                        "The newest pods do not become ready.");

        List<PipelineCondition> then = conditions(first, 1, LATER, degraded);

        assertThat(then)
                .extracting(each -> each.type() + " " + each.status())
                .containsExactly(
                        "Ready True",
                        "TopicsReady True",
                        "IngestAvailable True",
                        "ConsumerAvailable True",
                        "Degraded True");
        assertThat(conditions(then, 1, LATER, allReady())).isEqualTo(first);
    }

    @Test
    void readyNamesTheCauseAndNotWhatWaitsForIt() {
        assertThat(
                        conditions(
                                        List.of(),
                                        1,
                                        START,
                                        new Judgement(
                                                ConditionType.TopicsReady,
                                                Truth.Unknown,
                                                ConditionReason.KafkaUnreachable,
                                                "Kafka does not answer."),
                                        isNot(
                                                ConditionType.IngestAvailable,
                                                ConditionReason.WaitingForTopics),
                                        isNot(
                                                ConditionType.ConsumerAvailable,
                                                ConditionReason.WaitingForTopics))
                                .getFirst())
                .extracting(PipelineCondition::status, PipelineCondition::reason)
                .containsExactly(Truth.Unknown, "KafkaUnreachable");
    }

    @Test
    void pipelineThatIsDeletedIsNotReadyAndKeepsTheRest() {
        List<PipelineCondition> first = conditions(List.of(), 1, START, allReady());
        var deleting =
                new Judgement(
                        ConditionType.Deleting,
                        Truth.True,
                        ConditionReason.DeletionWaiting,
                        "Kafka does not answer.");

        List<PipelineCondition> then = StatusFactory.deleting(first, deleting, 2, LATER);

        assertThat(then)
                .extracting(each -> each.type() + " " + each.status() + " " + each.reason())
                .containsExactly(
                        "Ready False BeingDeleted",
                        "TopicsReady True AllReady",
                        "IngestAvailable True AllReady",
                        "ConsumerAvailable True AllReady",
                        "Deleting True DeletionWaiting");
        assertThat(StatusFactory.deleting(then, deleting, 2, LATER.plusSeconds(9))).isEqualTo(then);
    }

    private static List<PipelineCondition> conditions(
            List<PipelineCondition> previous,
            long generation,
            Instant now,
            Judgement... judgements) {
        return StatusFactory.conditions(previous, List.of(judgements), generation, now);
    }

    private static Judgement[] allReady() {
        return Arrays.stream(ConditionType.values())
                .filter(ConditionType::always)
                .map(StatusFactoryTest::is)
                .toArray(Judgement[]::new);
    }

    private static Judgement is(ConditionType type) {
        return new Judgement(type, Truth.True, ConditionReason.AllReady, "It is so.");
    }

    private static Judgement isNot(ConditionType type, ConditionReason reason) {
        return new Judgement(type, Truth.False, reason, type + ": " + reason);
    }
}
