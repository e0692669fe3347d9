// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a topic grows while each key keeps its order: close the gate, wait until every record sent
 * before has landed, add partitions, open. Pure: state, observation and time in, next state out.
 *
 * <p>Records can be on their way for the producer's delivery timeout after the last replica has
 * acknowledged, so emptiness counts only if measured later. The gate's end is fixed when it closes
 * and never moved: a replica that did not hear of a later end would open too early. Partitions are
 * asked for only while enough of the gate is left for Kafka's answer and for clocks that differ.
 *
 * @param gateTime how long a gate is closed at most
 * @param leftMin what must be left of it to add partitions
 * @param deliveryTimeout how long ingest's producer tries to send a record
 * @param pause time to the next try after one that was aborted
 */
public record GrowthProtocol(
        Duration gateTime, Duration leftMin, Duration deliveryTimeout, Duration pause) {

    /** What is to be done now. */
    public record Step(GrowthState state, boolean grow) {
        static Step to(GrowthState state) {
            return new Step(state, false);
        }
    }

    /** As the operator does it, with ingest's delivery timeout. */
    public static GrowthProtocol of(Duration deliveryTimeout) {
        return new GrowthProtocol(
                Duration.ofSeconds(120),
                Duration.ofSeconds(60),
                deliveryTimeout,
                Duration.ofMinutes(10));
    }

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
            return Step.to(new GrowthState.Aborted(now.plus(pause)));
        }
        if (!seen.acknowledgedByAll()) {
            return Step.to(new GrowthState.Draining(gate, null));
        }
        Instant since = draining.acknowledgedAt() == null ? now : draining.acknowledgedAt();
        return seen.emptySince(since.plus(deliveryTimeout))
                ? new Step(new GrowthState.Growing(gate), true)
                : Step.to(new GrowthState.Draining(gate, since));
    }

    private Step grow(GrowthState.Growing growing, DrainObservation seen, Instant now) {
        GrowthGate gate = growing.closed();
        if (seen.partitions() >= gate.partitions()) {
            return Step.to(opening(gate, seen, now));
        }
        if (!now.isBefore(gate.expiresAt())) {
            return Step.to(new GrowthState.Aborted(now.plus(pause)));
        }
        if (late(gate, now)) {
            return Step.to(growing);
        }
        // A replica that came meanwhile may have sent: drain again.
        return seen.acknowledgedByAll()
                ? new Step(growing, true)
                : Step.to(new GrowthState.Draining(gate, null));
    }

    private GrowthState opening(GrowthGate gate, DrainObservation seen, Instant now) {
        return new GrowthState.Opening(
                new GrowthGate(gate.topic(), false, seen.partitions(), now.plus(gateTime)));
    }

    private boolean late(GrowthGate gate, Instant now) {
        return gate.expiresAt().isBefore(now.plus(leftMin));
    }
}
