// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.operator.resource.GrowthStatus.Hindrance;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far the growth of one topic under {@code DrainThenGrow} has come; kept in the status. */
public sealed interface GrowthState {

    /** The gate that ingest is to see; none is an open one. */
    default Optional<GrowthGate> gate() {
        return switch (this) {
            case Idle _, Aborted _ -> Optional.empty();
            case Draining draining -> Optional.of(draining.closed());
            case Growing growing -> Optional.of(growing.closed());
            case Opening opening -> Optional.of(opening.open());
        };
    }

    /** Nothing goes on. */
    record Idle() implements GrowthState {}

    /**
     * Ingest holds events back, earlier ones land.
     *
     * @param acknowledgedAt since when all replicas are known to hold back; absent while some do
     *     not
     */
    record Draining(GrowthGate closed, @Nullable Instant acknowledgedAt) implements GrowthState {}

    /** Partitions are being added. */
    record Growing(GrowthGate closed) implements GrowthState {}

    /** The topic has grown; ingest goes on as it sees that. */
    record Opening(GrowthGate open) implements GrowthState {}

    /** It took too long; ingest goes on with the partitions that there are. */
    record Aborted(Instant notBefore, Hindrance hindrance) implements GrowthState {}
}
