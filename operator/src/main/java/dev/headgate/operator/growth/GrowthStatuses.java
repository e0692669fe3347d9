// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import dev.headgate.operator.resource.GrowthStatus;
import dev.headgate.operator.resource.GrowthStatus.Hindrance;
import dev.headgate.operator.resource.GrowthStatus.Step;
import dev.headgate.operator.topic.GrowthGate;
import dev.headgate.operator.topic.GrowthState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** States of growth as the status keeps them, and back. */
final class GrowthStatuses {

    private GrowthStatuses() {}

    /** Nothing for a topic with which nothing goes on. */
    static Optional<GrowthStatus> status(String topic, GrowthState state) {
        return switch (state) {
            case GrowthState.Idle _ -> Optional.empty();
            case GrowthState.Draining(GrowthGate gate, Instant acknowledgedAt) ->
                    Optional.of(gate(Step.Draining, gate, acknowledgedAt));
            case GrowthState.Growing(GrowthGate gate) ->
                    Optional.of(gate(Step.Growing, gate, null));
            case GrowthState.Opening(GrowthGate gate) ->
                    Optional.of(gate(Step.Opening, gate, null));
            case GrowthState.Aborted(Instant notBefore, Hindrance hindrance) ->
                    Optional.of(
                            new GrowthStatus(
                                    topic, Step.Aborted, null, text(notBefore), null, hindrance));
        };
    }

    static GrowthState state(GrowthStatus status) {
        Instant until = Instant.parse(status.until());
        int partitions = Objects.requireNonNullElse(status.partitions(), 0);
        var gate = new GrowthGate(status.name(), status.step() != Step.Opening, partitions, until);
        return switch (status.step()) {
            case Draining ->
                    new GrowthState.Draining(
                            gate,
                            status.heldBackSince() == null
                                    ? null
                                    : Instant.parse(status.heldBackSince()));
            case Growing -> new GrowthState.Growing(gate);
            case Opening -> new GrowthState.Opening(gate);
            case Aborted ->
                    new GrowthState.Aborted(
                            until,
                            Objects.requireNonNullElse(
                                    status.hindrance(), Hindrance.IngestNotDrained));
        };
    }

    private static GrowthStatus gate(Step step, GrowthGate gate, @Nullable Instant since) {
        return new GrowthStatus(
                gate.topic(),
                step,
                gate.partitions(),
                text(gate.expiresAt()),
                since == null ? null : text(since),
                null);
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
