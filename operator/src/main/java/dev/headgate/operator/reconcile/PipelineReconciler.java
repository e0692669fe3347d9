// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.operator.resource.PipelineResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
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
    private final ChildInformers children;
    private final PipelineRun run;
    private final PipelineDeletion deletion;
    private final PipelinePause pause;

    PipelineReconciler(
            BooleanSupplier leading,
            ChildInformers children,
            PipelineRun run,
            PipelineDeletion deletion,
            PipelinePause pause) {
        this.leading = leading;
        this.children = children;
        this.run = run;
        this.deletion = deletion;
        this.pause = pause;
    }

    @Override
    public List<EventSource<?, PipelineResource>> prepareEventSources(
            EventSourceContext<PipelineResource> context) {
        return children.sources(context);
    }

    @Override
    public UpdateControl<PipelineResource> reconcile(
            PipelineResource pipeline, Context<PipelineResource> context) {
        if (context.isPrimaryResourceDeleted() || !leading.getAsBoolean()) {
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
        if (object.current().isMarkedForDeletion()) {
            return deletion.run(object, secrets);
        }
        if (PipelinePause.asked(object.current())) {
            pause.run(object);
            return Optional.empty();
        }
        return run.run(object, secrets);
    }
}
