// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator;

import dev.headgate.operator.reconcile.LeaseElection;
import dev.headgate.operator.reconcile.OperatorRuntime;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.server.HealthVerdict;
import dev.headgate.operator.server.ReconcileMetrics;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far the operator has come, and what that means for its health.
 *
 * <p>For any number of threads.
 */
final class OperatorState {

    private final boolean elected;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile @Nullable LeaseElection election;
    private volatile @Nullable OperatorRuntime runtime;

    /**
     * Just begun.
     *
     * @param elected whether it acts only if it wins an election
     */
    OperatorState(boolean elected) {
        this.elected = elected;
    }

    void takesPartIn(LeaseElection started) {
        election = started;
    }

    void reconcilesWith(OperatorRuntime started) {
        runtime = started;
    }

    Optional<LeaseElection> election() {
        return Optional.ofNullable(election);
    }

    Optional<OperatorRuntime> runtime() {
        return Optional.ofNullable(runtime);
    }

    /** From here on it stops; true for the first caller. */
    boolean stop() {
        return stopping.compareAndSet(false, true);
    }

    boolean isStopping() {
        return stopping.get();
    }

    /** Whether this replica may act. */
    boolean isLeading() {
        return !elected || election().filter(now -> now.leadership().getAsBoolean()).isPresent();
    }

    /**
     * Whether it may write. Not while it stops: the framework empties its caches first, and a look
     * that is still under way would tell of services that are not there.
     */
    boolean mayWrite() {
        return isLeading() && !isStopping();
    }

    /** The pipelines that this replica looks after. */
    Stream<PipelineResource> pipelines() {
        return runtime().stream().flatMap(OperatorRuntime::pipelines);
    }

    /** Number of Kafka clusters that a connection is kept for. */
    int kafkaClusters() {
        return runtime().map(OperatorRuntime::kafkaClusters).orElse(0);
    }

    /** Reconciling with full caches, or waiting for the one that does to end. */
    HealthVerdict ready() {
        if (isStopping()) {
            return new HealthVerdict(false, "stopping");
        }
        if (runtime().isPresent()) {
            return new HealthVerdict(true, "reconciles");
        }
        return election().filter(LeaseElection::hasSeenLease).isPresent() && !isLeading()
                ? new HealthVerdict(true, "another replica leads")
                : new HealthVerdict(false, "waiting for the API server");
    }

    /** Only a standstill counts: a watch that is made anew, or an API server away, passes. */
    HealthVerdict live(ReconcileMetrics metrics) {
        if (election().filter(now -> !now.isAlive()).isPresent()) {
            return new HealthVerdict(false, "no longer asks for the lease");
        }
        return metrics.standstill(pipelines().findAny().isPresent())
                .or(() -> runtime().flatMap(OperatorRuntime::standstill))
                .map(reason -> new HealthVerdict(false, reason))
                .orElse(new HealthVerdict(true, "goes on"));
    }
}
