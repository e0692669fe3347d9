// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.headgate.operator.resource.GrowthStatus.Hindrance;
import dev.headgate.operator.topic.GrowthProtocol.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GrowthProtocolTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final PendingGrowth WANTED = new PendingGrowth("orders", 2, 6, true);
    private static final GrowthGate CLOSED =
            new GrowthGate("orders", true, 6, START.plusSeconds(120));
    private static final GrowthState IDLE = new GrowthState.Idle();

    private final GrowthProtocol protocol =
            new GrowthProtocol(
                    Duration.ofSeconds(120),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(10));

    @Test
    void nothingHappensWhereNoGrowthIsWanted() {
        assertThat(protocol.step(IDLE, null, seen(2, 2, 0L, 0), START)).isEqualTo(Step.to(IDLE));
        assertThat(IDLE.gate()).isEmpty();
    }

    @Test
    void theDeadLetterTopicGrowsBeforeTheGateCloses() {
        var small = new DrainObservation(2, 0, 5L, 0L, START, 2, 2);

        assertThat(protocol.step(IDLE, WANTED, small, START)).isEqualTo(Step.to(IDLE));
    }

    @Test
    void theGateClosesFor120Seconds() {
        Step step = protocol.step(IDLE, WANTED, seen(2, 0, 5L, 0), START);

        assertThat(step).isEqualTo(Step.to(new GrowthState.Draining(CLOSED, null)));
        assertThat(step.state().gate()).contains(CLOSED);
    }

    @Test
    void waitsUntilAllReplicasHaveAcknowledged() {
        assertThat(drain(null, seen(2, 1, 0L, 5), 5)).isEqualTo(draining(null));
        assertThat(drain(null, seen(2, 2, 0L, 5), 5)).isEqualTo(draining(START.plusSeconds(5)));
    }

    @Test
    void aReplicaThatComesMeanwhileBeginsTheWaitAnew() {
        assertThat(drain(START.plusSeconds(5), seen(3, 2, 0L, 10), 10)).isEqualTo(draining(null));
    }

    @Test
    void waitsForATimeAfterTheLastAcknowledgement() {
        Instant acknowledged = START.plusSeconds(5);

        assertThat(drain(acknowledged, seen(2, 2, 0L, 24), 24)).isEqualTo(draining(acknowledged));
        assertThat(drain(acknowledged, seen(2, 2, 0L, 25), 25))
                .isEqualTo(new Step(new GrowthState.Growing(CLOSED), true));
    }

    @Test
    void aMeasurementFromBeforeThatCountsForNothing() {
        Instant acknowledged = START.plusSeconds(5);

        assertThat(drain(acknowledged, seen(2, 2, 0L, 24), 40)).isEqualTo(draining(acknowledged));
    }

    @Test
    void waitsWhileRecordsHaveNotLandedOrAreParkedOrThatIsNotKnown() {
        Instant acknowledged = START.plusSeconds(5);
        Instant measured = START.plusSeconds(30);
        for (DrainObservation observation :
                List.of(
                        new DrainObservation(2, 2, 1L, 0L, measured, 2, 6),
                        new DrainObservation(2, 2, 0L, 1L, measured, 2, 6),
                        new DrainObservation(2, 2, null, 0L, measured, 2, 6),
                        new DrainObservation(2, 2, 0L, null, measured, 2, 6))) {
            assertThat(drain(acknowledged, observation, 30)).isEqualTo(draining(acknowledged));
        }
    }

    @Test
    void partitionsAreAddedOnlyWhileAMinuteOfTheGateIsLeft() {
        Instant acknowledged = START.plusSeconds(5);

        assertThat(drain(acknowledged, seen(2, 2, 0L, 60), 60).grow()).isTrue();
        assertThat(drain(acknowledged, seen(2, 2, 0L, 61), 61))
                .isEqualTo(
                        Step.to(
                                new GrowthState.Aborted(
                                        START.plusSeconds(61 + 600), Hindrance.NotLanded)));
    }

    @Test
    void anAbortedGrowthSaysWhatItWaitedFor() {
        assertThat(hindrance(seen(2, 1, 0L, 61))).isEqualTo(Hindrance.IngestNotDrained);
        assertThat(hindrance(seen(2, 2, 7L, 61))).isEqualTo(Hindrance.NotLanded);
        assertThat(hindrance(seen(2, 2, null, 61))).isEqualTo(Hindrance.KafkaSilent);
    }

    private Hindrance hindrance(DrainObservation seen) {
        return drain(null, seen, 61).state() instanceof GrowthState.Aborted aborted
                ? aborted.hindrance()
                : fail("it is not aborted");
    }

    @Test
    void anAbortedGrowthOpensTheGateAndPauses() {
        var aborted = new GrowthState.Aborted(START.plusSeconds(600), Hindrance.NotLanded);

        assertThat(aborted.gate()).isEmpty();
        assertThat(step(aborted, seen(2, 0, 0L, 599), 599)).isEqualTo(Step.to(aborted));
        assertThat(step(aborted, seen(2, 0, 0L, 600), 600).state())
                .isInstanceOf(GrowthState.Draining.class);
    }

    @Test
    void theGateOpensWhenTheGrowthIsNoLongerWantedOrAnotherOneIs() {
        var draining = new GrowthState.Draining(CLOSED, START);
        var larger = new PendingGrowth("orders", 2, 8, true);
        DrainObservation seen = seen(2, 2, 0L, 30);

        assertThat(protocol.step(draining, null, seen, START.plusSeconds(30)))
                .isEqualTo(Step.to(IDLE));
        assertThat(protocol.step(draining, larger, seen, START.plusSeconds(30)))
                .isEqualTo(Step.to(IDLE));
    }

    @Test
    void asksAgainWhileGrowthIsNotSeen() {
        var growing = new GrowthState.Growing(CLOSED);

        assertThat(step(growing, seen(2, 2, 0L, 40), 40)).isEqualTo(new Step(growing, true));
    }

    @Test
    void drainsAgainWhenAReplicaComesBeforeGrowthIsSeen() {
        assertThat(step(new GrowthState.Growing(CLOSED), seen(3, 2, 0L, 40), 40))
                .isEqualTo(draining(null));
    }

    @Test
    void asksNoMoreWhenLittleOfTheGateIsLeftAndWaitsForWhatWasAsked() {
        var growing = new GrowthState.Growing(CLOSED);

        assertThat(step(growing, seen(2, 2, 0L, 90), 90)).isEqualTo(Step.to(growing));
        assertThat(step(growing, seen(2, 2, 0L, 120), 120))
                .isEqualTo(
                        Step.to(
                                new GrowthState.Aborted(
                                        START.plusSeconds(720), Hindrance.KafkaSilent)));
    }

    @Test
    void theGateOpensWithTheNewNumberOnceItIsSeen() {
        var grown = new DrainObservation(2, 2, 0L, 0L, START.plusSeconds(41), 6, 6);
        var open = new GrowthGate("orders", false, 6, START.plusSeconds(41 + 120));

        Step step = step(new GrowthState.Growing(CLOSED), grown, 41);

        assertThat(step).isEqualTo(Step.to(new GrowthState.Opening(open)));
        assertThat(step.state().gate()).contains(open);
        assertThat(step(new GrowthState.Draining(CLOSED, null), grown, 41)).isEqualTo(step);
    }

    @Test
    void anOpenGateIsForgottenAfterItsTime() {
        var opening =
                new GrowthState.Opening(new GrowthGate("orders", false, 6, START.plusSeconds(160)));
        var grown = new DrainObservation(2, 0, 0L, 0L, START, 6, 6);

        assertThat(protocol.step(opening, null, grown, START.plusSeconds(159)))
                .isEqualTo(Step.to(opening));
        assertThat(protocol.step(opening, null, grown, START.plusSeconds(160)))
                .isEqualTo(Step.to(IDLE));
    }

    private Step drain(@Nullable Instant acknowledged, DrainObservation seen, int second) {
        return step(new GrowthState.Draining(CLOSED, acknowledged), seen, second);
    }

    private Step step(GrowthState state, DrainObservation seen, int second) {
        return protocol.step(state, WANTED, seen, START.plusSeconds(second));
    }

    private static Step draining(@Nullable Instant acknowledged) {
        return Step.to(new GrowthState.Draining(CLOSED, acknowledged));
    }

    private static DrainObservation seen(
            int replicas, int acknowledged, @Nullable Long lag, int measuredSecond) {
        return new DrainObservation(
                replicas, acknowledged, lag, 0L, START.plusSeconds(measuredSecond), 2, 6);
    }
}
