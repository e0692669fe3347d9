// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.scaling.PipelineScaling;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Looks at one pipeline and brings it a step nearer to what its spec wants. It keeps nothing in
 * mind between two looks and may be cut off at any point.
 */
public final class PipelineReconciler implements Reconciler<PipelineResource> {

    private final BooleanSupplier leading;
    private final Sources sources;
    private final PipelineScaling scaling;
    private final PipelineRun run;
    private final PipelineDeletion deletion;
    private final PipelinePause pause;

    PipelineReconciler(
            BooleanSupplier leading,
            Sources sources,
            PipelineScaling scaling,
            PipelineRun run,
            PipelineDeletion deletion,
            PipelinePause pause) {
        this.leading = leading;
        this.sources = sources;
        this.scaling = scaling;
        this.run = run;
        this.deletion = deletion;
        this.pause = pause;
    }

    @Override
    public List<EventSource<?, PipelineResource>> prepareEventSources(
            EventSourceContext<PipelineResource> context) {
        return sources.made(context);
    }

    @Override
    public UpdateControl<PipelineResource> reconcile(
            PipelineResource pipeline, Context<PipelineResource> context) {
        if (context.isPrimaryResourceDeleted()) {
            scaling.forget(ResourceID.fromResource(pipeline));
            return UpdateControl.noUpdate();
        }
        if (!leading.getAsBoolean()) {
            return UpdateControl.noUpdate();
        }
        var object = new PipelineObject(pipeline, context);
        var secrets =
                new NamespaceSecrets(context.getClient(), pipeline.getMetadata().getNamespace());
        UpdateControl<PipelineResource> control = UpdateControl.noUpdate();
        step(object, secrets).ifPresent(control::rescheduleAfter);
        return control;
    }

    private Optional<Duration> step(PipelineObject object, NamespaceSecrets secrets) {
        boolean ends = object.current().isMarkedForDeletion();
        if (ends || PipelinePause.asked(object.current())) {
            scaling.forget(ResourceID.fromResource(object.current()));
        }
        if (ends) {
            return deletion.run(object, secrets);
        }
        if (PipelinePause.asked(object.current())) {
            pause.run(object);
            return Optional.empty();
        }
        return run.run(object, secrets);
    }
}
