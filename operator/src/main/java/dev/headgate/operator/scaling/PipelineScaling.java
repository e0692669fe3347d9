// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.topic.ConsumerGroups;
import dev.headgate.operator.topic.KafkaAccess;
import dev.headgate.operator.workload.LiveChildren;
import dev.headgate.operator.workload.ReplicaScaler;
import dev.headgate.sight.TelemetryClient;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Looks after the number of consumers of all pipelines, beside the reconciles: these say what to
 * look after, and tell what came of it.
 *
 * <p>For any number of threads.
 */
public final class PipelineScaling implements AutoCloseable {

    private static final Duration TELEMETRY_MAX = Duration.ofSeconds(2);
    private static final double ROUND_SECONDS_MAX = 120;

    private record Followed(PipelineScaler scaler, KafkaAccess access) {}

    private final ScalingTools tools;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ResourceID, Followed> followed = new HashMap<>();
    private final Map<KafkaAccess, ClusterLoop> loops = new HashMap<>();

    /**
     * What it works with, beside Kafka.
     *
     * @param client stays the caller's
     * @param leading whether this replica of the operator may act
     * @param changed told of a pipeline of which there is something to tell; returns at once
     */
    public record Surroundings(
            KubernetesClient client,
            LiveChildren children,
            ConsumerPodCache pods,
            BooleanSupplier leading,
            InstantSource clock,
            Consumer<ResourceID> changed) {}

    /** Looks after none yet. */
    public PipelineScaling(ConsumerGroups groups, Surroundings around) {
        this.tools =
                new ScalingTools(
                        groups,
                        new TelemetryClient(TELEMETRY_MAX),
                        around.children(),
                        around.pods(),
                        new ReplicaScaler(around.client()),
                        new DeletionCosts(around.client()),
                        new ScalerStates(around.client()),
                        new SteadyClock(around.clock(), System::nanoTime),
                        around.leading(),
                        around.changed());
    }

    /** Looks after a pipeline from now on, or goes on with it as it is now. */
    public void follow(PipelineResource resource, KafkaAccess access) {
        var pipeline = new ScaledPipeline(resource, access);
        ResourceID id = ResourceID.fromResource(resource);
        lock.lock();
        try {
            Followed known = followed.get(id);
            boolean same = known != null && known.scaler().pipeline().uid().equals(pipeline.uid());
            if (known != null && same && known.access().equals(access)) {
                known.scaler().sees(pipeline);
                return;
            }
            drop(id);
            PipelineScaler scaler =
                    known != null && same ? known.scaler() : new PipelineScaler(tools, pipeline);
            scaler.sees(pipeline);
            followed.put(id, new Followed(scaler, access));
            loops.computeIfAbsent(access, each -> new ClusterLoop(each, tools)).add(id, scaler);
        } finally {
            lock.unlock();
        }
    }

    /** Looks after a pipeline no more. */
    public void forget(ResourceID id) {
        lock.lock();
        try {
            drop(id);
        } finally {
            lock.unlock();
        }
    }

    private void drop(ResourceID id) {
        Followed known = followed.remove(id);
        ClusterLoop loop = known == null ? null : loops.get(known.access());
        if (known != null && loop != null) {
            loop.remove(id);
            if (loop.isEmpty()) {
                loops.remove(known.access());
                loop.end();
            }
        }
    }

    /** What is known of a pipeline. */
    public ScalingVerdict verdict(PipelineResource resource) {
        return scaler(resource).map(PipelineScaler::verdict).orElse(ScalingVerdict.NONE);
    }

    /** What is to be told of a pipeline; it stays until it {@link #wasTold}. */
    public List<ScalingNews> news(PipelineResource resource) {
        return scaler(resource).map(PipelineScaler::news).orElse(List.of());
    }

    public void wasTold(PipelineResource resource, List<ScalingNews> done) {
        scaler(resource).ifPresent(scaler -> scaler.wasTold(done));
    }

    private Optional<PipelineScaler> scaler(PipelineResource resource) {
        lock.lock();
        try {
            return Optional.ofNullable(followed.get(ResourceID.fromResource(resource)))
                    .map(Followed::scaler)
                    .filter(scaler ->
                            scaler.pipeline().uid().equals(resource.getMetadata().getUid()));
        } finally {
            lock.unlock();
        }
    }

    /** Why this is stuck, if it is. */
    public Optional<String> standstill() {
        lock.lock();
        try {
            return loops.values().stream().anyMatch(each -> each.busySeconds() > ROUND_SECONDS_MAX)
                    ? Optional.of(
                            "a round of scaling takes more than %.0f s"
                                    .formatted(ROUND_SECONDS_MAX))
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Ends; rounds under way are waited for for a moment. */
    @Override
    public void close() {
        lock.lock();
        try {
            loops.values().forEach(ClusterLoop::close);
            loops.clear();
            followed.clear();
            tools.telemetry().close();
        } finally {
            lock.unlock();
        }
    }
}
