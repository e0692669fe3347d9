// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.operator.resource.GrowthStatus.Hindrance;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a topic grows while each key keeps its order: close the gate, wait until every record sent
 * before has landed, add partitions, open. Pure: state, observation and time in, next state out.
 *
 * <p>A replica acknowledges once nothing of the topic is on its way from it. Emptiness counts only
 * if measured a little later still, for a broker that was slow to write. The gate's end is fixed
 * when it closes and never moved: a replica that did not hear of a later end would open too early.
 * Partitions are asked for only while enough of the gate is left for Kafka's answer and for clocks
 * that differ.
 *
 * @param gateTime how long a gate is closed at most
 * @param leftMin what must be left of it to add partitions
 * @param settling how long after the last acknowledgement a measurement counts
 * @param pause time to the next try after one that was aborted
 */
public record GrowthProtocol(
        Duration gateTime, Duration leftMin, Duration settling, Duration pause) {

    /** What is to be done now. */
    public record Step(GrowthState state, boolean grow) {
        static Step to(GrowthState state) {
            return new Step(state, false);
        }
    }

    /** As the operator does it. */
    public static final GrowthProtocol USUAL =
            new GrowthProtocol(
                    Duration.ofSeconds(120),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(10));

    /**
     * The next state.
     *
     * @param wanted the growth that is wanted; absent if there is none, or no longer
     */
    public Step step(
            GrowthState state, @Nullable PendingGrowth wanted, DrainObservation seen, Instant now) {
        return switch (state) {
            case GrowthState.Idle _ -> Step.to(begin(wanted, seen, now));
            case GrowthState.Aborted aborted ->
                    Step.to(now.isBefore(aborted.notBefore()) ? aborted : begin(wanted, seen, now));
            case GrowthState.Draining draining -> drain(draining, wanted, seen, now);
            case GrowthState.Growing growing -> grow(growing, seen, now);
            case GrowthState.Opening opening ->
                    Step.to(
                            now.isBefore(opening.open().expiresAt())
                                    ? opening
                                    : begin(wanted, seen, now));
        };
    }

    /** The dead-letter topic comes first; ingest need not wait for that. */
    private GrowthState begin(@Nullable PendingGrowth wanted, DrainObservation seen, Instant now) {
        if (wanted == null || seen.deadLetterPartitions() < wanted.to()) {
            return new GrowthState.Idle();
        }
        return new GrowthState.Draining(
                new GrowthGate(wanted.topic(), true, wanted.to(), now.plus(gateTime)), null);
    }

    private Step drain(
            GrowthState.Draining draining,
            @Nullable PendingGrowth wanted,
            DrainObservation seen,
            Instant now) {
        GrowthGate gate = draining.closed();
        if (seen.partitions() >= gate.partitions()) {
            return Step.to(opening(gate, seen, now));
        }
        if (wanted == null || wanted.to() != gate.partitions()) {
            return Step.to(new GrowthState.Idle());
        }
        if (late(gate, now)) {
            return Step.to(aborted(seen.hindrance(), now));
        }
        if (!seen.acknowledgedByAll()) {
            return Step.to(new GrowthState.Draining(gate, null));
        }
        Instant since = draining.acknowledgedAt() == null ? now : draining.acknowledgedAt();
        return seen.emptySince(since.plus(settling))
                ? new Step(new GrowthState.Growing(gate), true)
                : Step.to(new GrowthState.Draining(gate, since));
    }

    private Step grow(GrowthState.Growing growing, DrainObservation seen, Instant now) {
        GrowthGate gate = growing.closed();
        if (seen.partitions() >= gate.partitions()) {
            return Step.to(opening(gate, seen, now));
        }
        if (!now.isBefore(gate.expiresAt())) {
            return Step.to(aborted(Hindrance.KafkaSilent, now));
        }
        if (late(gate, now)) {
            return Step.to(growing);
        }
        // A replica that came meanwhile may have sent: drain again.
        return seen.acknowledgedByAll()
                ? new Step(growing, true)
                : Step.to(new GrowthState.Draining(gate, null));
    }

    /** The state after a growth that did not come about. */
    public GrowthState.Aborted aborted(Hindrance hindrance, Instant now) {
        return new GrowthState.Aborted(now.plus(pause), hindrance);
    }

    private GrowthState opening(GrowthGate gate, DrainObservation seen, Instant now) {
        return new GrowthState.Opening(
                new GrowthGate(gate.topic(), false, seen.partitions(), now.plus(gateTime)));
    }

    private boolean late(GrowthGate gate, Instant now) {
        return gate.expiresAt().isBefore(now.plus(leftMin));
    }
}
