// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.operator.connection.ConnectionInspection;
import dev.headgate.operator.connection.PipelineConnections;
import dev.headgate.operator.resource.PipelineCondition;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.resource.PipelineStatus;
import dev.headgate.operator.setting.OperatorSettings;
import dev.headgate.operator.status.Judgement;
import dev.headgate.operator.status.StatusFactory;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at a pipeline and writes its status, if that has changed. What is missing in its namespace
 * is looked for again after a while: the operator may read a Secret by name, but not watch all.
 */
public final class PipelineReconciler implements Reconciler<PipelineResource> {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final OperatorSettings settings;
    private final InstantSource clock;

    PipelineReconciler(OperatorSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public UpdateControl<PipelineResource> reconcile(
            PipelineResource pipeline, Context<PipelineResource> context) {
        String namespace = pipeline.getMetadata().getNamespace();
        List<Judgement> judgements =
                ConnectionInspection.inspect(
                        PipelineConnections.of(pipeline.getSpec(), settings),
                        namespace,
                        name -> keys(context.getClient(), namespace, name));
        UpdateControl<PipelineResource> control = update(pipeline, judgements);
        return judgements.isEmpty() ? control : control.rescheduleAfter(LOOK_AGAIN);
    }

    private static Optional<Set<String>> keys(
            KubernetesClient client, String namespace, String name) {
        Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
        if (secret == null) {
            return Optional.empty();
        }
        return Optional.of(
                secret.getData() == null ? Set.of() : new HashSet<>(secret.getData().keySet()));
    }

    private UpdateControl<PipelineResource> update(
            PipelineResource pipeline, List<Judgement> judgements) {
        long generation = pipeline.getMetadata().getGeneration();
        PipelineStatus previous = pipeline.getStatus();
        List<PipelineCondition> conditions =
                StatusFactory.conditions(
                        previous == null ? List.of() : previous.conditions(),
                        judgements,
                        generation,
                        clock.instant());
        var status =
                new PipelineStatus(
                        generation, conditions, null, null, null, null, null, List.of(), null);
        return status.equals(previous)
                ? UpdateControl.noUpdate()
                : UpdateControl.patchStatus(onlyStatus(pipeline, status));
    }

    /** A fresh object with our fields alone: applied with the cached one, we would own all. */
    private static PipelineResource onlyStatus(PipelineResource pipeline, PipelineStatus status) {
        var fresh = new PipelineResource();
        fresh.setMetadata(
                new ObjectMetaBuilder()
                        .withName(pipeline.getMetadata().getName())
                        .withNamespace(pipeline.getMetadata().getNamespace())
                        .build());
        fresh.setStatus(status);
        return fresh;
    }
}
