// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.resource.PipelineStatus;
import dev.headgate.operator.workload.WorkloadApplier;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a pipeline's object: its status and its finalizer, never its spec. Each write names the
 * object's UID, so that one made anew under the same name is not hit, and what the API server
 * answers is seen by the next reconcile even before the cache has it.
 *
 * <p>For one reconcile and its thread.
 */
final class PipelineObject {

    /** Holds a pipeline until its topics are deleted; there only if one is to be. */
    static final String FINALIZER = "headgate.dev/topics";

    private static final int ATTEMPTS_MAX = 5;

    private static final PatchContext APPLY =
            new PatchContext.Builder()
                    .withPatchType(PatchType.SERVER_SIDE_APPLY)
                    .withFieldManager(WorkloadApplier.FIELD_MANAGER)
                    .withForce(true)
                    .build();

    private static final PatchContext MERGE =
            new PatchContext.Builder()
                    .withPatchType(PatchType.JSON_MERGE)
                    .withFieldManager(WorkloadApplier.FIELD_MANAGER)
                    .build();

    private final Context<PipelineResource> context;
    private PipelineResource current;

    /** The object as the reconcile was given it. */
    PipelineObject(PipelineResource pipeline, Context<PipelineResource> context) {
        this.current = pipeline;
        this.context = context;
    }

    /** The object with what was written so far. */
    PipelineResource current() {
        return current;
    }

    /** The status with what was written so far. */
    PipelineStatus status() {
        return current.getStatus() == null ? PipelineStatus.NONE : current.getStatus();
    }

    /** Writes the status unless it is that already; nothing if the object is gone. */
    void writeStatus(PipelineStatus status) {
        if (status.equals(current.getStatus())) {
            return;
        }
        PipelineResource fresh = fresh(metadata().build());
        fresh.setStatus(status);
        try {
            took(client(fresh).subresource("status").patch(APPLY));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    /** Has the object hold on to its topics, or not. */
    void hold(boolean needed) {
        if (needed && !current.hasFinalizer(FINALIZER)) {
            PipelineResource fresh = fresh(metadata().withFinalizers(FINALIZER).build());
            took(client(fresh).patch(APPLY));
        } else if (!needed && current.hasFinalizer(FINALIZER)) {
            release();
        }
    }

    /**
     * Takes the finalizer away, whoever else has written it too, such as a backup that was played
     * back. Others' finalizers stay.
     */
    private void release() {
        @Nullable PipelineResource seen = current;
        for (int attempt = 1; seen != null && seen.hasFinalizer(FINALIZER); attempt++) {
            List<String> others =
                    seen.getFinalizers().stream().filter(each -> !each.equals(FINALIZER)).toList();
            var metadata =
                    Map.of(
                            "uid", current.getMetadata().getUid(),
                            "resourceVersion", seen.getMetadata().getResourceVersion(),
                            "finalizers", others);
            try {
                took(
                        client(current)
                                .patch(
                                        MERGE,
                                        context.getClient()
                                                .getKubernetesSerialization()
                                                .asJson(Map.of("metadata", metadata))));
                return;
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                    return;
                }
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == ATTEMPTS_MAX) {
                    throw e;
                }
                seen = latest();
            }
        }
    }

    private @Nullable PipelineResource latest() {
        PipelineResource latest = client(current).get();
        return latest != null
                        && latest.getMetadata().getUid().equals(current.getMetadata().getUid())
                ? latest
                : null;
    }

    private Resource<PipelineResource> client(PipelineResource pipeline) {
        return context.getClient().resource(pipeline);
    }

    private ObjectMetaBuilder metadata() {
        return new ObjectMetaBuilder()
                .withName(current.getMetadata().getName())
                .withNamespace(current.getMetadata().getNamespace())
                .withUid(current.getMetadata().getUid());
    }

    /** With our fields alone: applied with the cached ones, we would own all. */
    private static PipelineResource fresh(ObjectMeta metadata) {
        var fresh = new PipelineResource();
        fresh.setMetadata(metadata);
        return fresh;
    }

    private void took(PipelineResource answer) {
        context.eventSourceRetriever()
                .getControllerEventSource()
                .handleRecentResourceUpdate(ResourceID.fromResource(answer), answer, current);
        current = answer;
    }
}
