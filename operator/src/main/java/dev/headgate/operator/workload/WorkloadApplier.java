// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.pipeline.IngestAutoscaling;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.workload.ChildOutcome.Result;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings a pipeline's children to what is wanted: applies what differs, deletes what is wanted no
 * more, and writes nothing where all is well. May be stopped between any two writes; the next call
 * goes on from there.
 */
public final class WorkloadApplier {

    /** The name under which children are applied; never another, or fields would be left behind. */
    public static final String FIELD_MANAGER = "headgate";

    /** How long a Job that failed stays for its log to be read, before it is tried again. */
    static final Duration FAILED_JOB_STAYS = Duration.ofMinutes(10);

    /** Answers that come again until people change something; others may pass. */
    private static final Set<Integer> REFUSALS =
            Set.of(HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_FORBIDDEN, 422);

    private static final int ANSWER_CHARS = 400;

    private final KubernetesClient client;
    private final LiveChildren liveChildren;
    private final InstantSource clock;
    private final DesiredMatch match;
    private final ReplicaScaler scaler;

    /** The client stays the caller's. */
    public WorkloadApplier(KubernetesClient client, LiveChildren liveChildren) {
        this(client, liveChildren, InstantSource.system());
    }

    /** The client stays the caller's. */
    public WorkloadApplier(
            KubernetesClient client, LiveChildren liveChildren, InstantSource clock) {
        this.client = client;
        this.liveChildren = liveChildren;
        this.clock = clock;
        this.match = new DesiredMatch(client.getKubernetesSerialization());
        this.scaler = new ReplicaScaler(client);
    }

    /** Applies the children of one pipeline; says of each what became of it. */
    public List<ChildOutcome> apply(WorkloadScope scope) {
        PipelineResource pipeline = scope.pipeline();
        Map<String, HasMetadata> live = owned(pipeline);
        UpdateHold hold = UpdateHold.of(pipeline, live.values());
        var outcomes = new ArrayList<ChildOutcome>();
        for (HasMetadata desired : PipelineWorkloads.desired(scope)) {
            HasMetadata there = live.remove(key(desired));
            outcomes.add(taken(scope, desired, Optional.ofNullable(there), hold));
        }
        for (HasMetadata unwanted : live.values()) {
            if (!hold.keeps(unwanted)) {
                delete(unwanted);
                outcomes.add(outcome(unwanted, Result.DELETED));
            }
        }
        return List.copyOf(outcomes);
    }

    /**
     * Deletes the services of a pipeline that goes, each as soon as its pods are gone; true once
     * there is none.
     */
    public boolean stop(PipelineResource pipeline) {
        List<HasMetadata> services =
                owned(pipeline).values().stream().filter(Deployment.class::isInstance).toList();
        services.stream()
                .filter(service -> service.getMetadata().getDeletionTimestamp() == null)
                .forEach(service ->
                        client.resource(service)
                                .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                                .delete());
        return services.isEmpty();
    }

    /** One that is refused does not keep the others back. */
    private ChildOutcome taken(
            WorkloadScope scope,
            HasMetadata desired,
            Optional<HasMetadata> labelled,
            UpdateHold hold) {
        try {
            return outcome(desired, one(scope, desired, labelled, hold));
        } catch (KubernetesClientException e) {
            if (!REFUSALS.contains(e.getCode())) {
                throw e;
            }
            return new ChildOutcome(
                    desired.getKind(), desired.getMetadata().getName(), Result.REFUSED, answer(e));
        }
    }

    private static String answer(KubernetesClientException refusal) {
        String said = refusal.getStatus() == null ? null : refusal.getStatus().getMessage();
        String answer = said == null ? "status " + refusal.getCode() : said;
        return answer.length() <= ANSWER_CHARS ? answer : answer.substring(0, ANSWER_CHARS);
    }

    private Map<String, HasMetadata> owned(PipelineResource pipeline) {
        var owned = new LinkedHashMap<String, HasMetadata>();
        for (HasMetadata child : liveChildren.of(pipeline)) {
            if (LiveChildren.belongs(child, pipeline)) {
                owned.put(key(child), child);
            }
        }
        return owned;
    }

    private Result one(
            WorkloadScope scope,
            HasMetadata desired,
            Optional<HasMetadata> labelled,
            UpdateHold hold) {
        if (labelled.isEmpty() && hold.keeps(desired)) {
            return Result.HELD;
        }
        // Without its labels it is not found by them: a name is looked up before it is taken.
        Optional<HasMetadata> there =
                labelled.or(() -> Optional.ofNullable(client.resource(desired).get()));
        if (there.isPresent() && !LiveChildren.belongs(there.get(), scope.pipeline())) {
            return Result.FOREIGN;
        }
        if (there.isPresent()
                && JobState.of(there.get()) instanceof JobState.Failed failure
                && failure.since().plus(FAILED_JOB_STAYS).isBefore(clock.instant())) {
            delete(there.get());
            return Result.DELETED;
        }
        HasMetadata stamped = match.stamped(desired);
        HasMetadata now;
        Result result;
        if (there.isPresent() && hold.keeps(there.get(), stamped)) {
            now = there.get();
            result = Result.HELD;
        } else if (there.isPresent() && match.contains(there.get(), stamped)) {
            now = there.get();
            result = Result.UNCHANGED;
        } else {
            there.ifPresent(live -> handOver(live, desired));
            now =
                    client.resource(stamped)
                            .fieldManager(FIELD_MANAGER)
                            .forceConflicts()
                            .serverSideApply();
            liveChildren.written(now, there.orElse(null));
            result = Result.APPLIED;
        }
        boolean scaled =
                now instanceof Deployment deployment && scale(scope, deployment, there.isEmpty());
        return scaled && result == Result.UNCHANGED ? Result.APPLIED : result;
    }

    /**
     * A field that its only owner leaves out goes back to its default: before the number of
     * replicas is left out for the first time, the scaler takes it as it stands.
     */
    private void handOver(HasMetadata live, HasMetadata desired) {
        if (live instanceof Deployment deployment
                && desired instanceof Deployment wanted
                && wanted.getSpec().getReplicas() == null
                && ReplicaScaler.owned(deployment, FIELD_MANAGER)) {
            scaler.write(
                    deployment.getMetadata().getNamespace(),
                    deployment.getMetadata().getName(),
                    ReplicaScaler.replicas(deployment));
        }
    }

    private boolean scale(WorkloadScope scope, Deployment live, boolean made) {
        if (live.getMetadata().getName().equals(scope.name(ServiceRole.CONSUMER))) {
            int replicas = ReplicaScaler.replicas(live);
            return scaler.ensure(live, WantedReplicas.consumers(scope.pipeline(), replicas));
        }
        IngestAutoscaling autoscaling = scope.spec().ingest().autoscaling();
        return made
                && autoscaling != null
                && scaler.ensure(live, WantedReplicas.firstIngest(autoscaling));
    }

    private void delete(HasMetadata child) {
        client.resource(child).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
    }

    private static String key(HasMetadata child) {
        return child.getKind() + "/" + child.getMetadata().getName();
    }

    private static ChildOutcome outcome(HasMetadata child, Result result) {
        return new ChildOutcome(child.getKind(), child.getMetadata().getName(), result);
    }
}
