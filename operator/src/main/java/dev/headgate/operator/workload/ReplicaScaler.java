// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;

/**
 * Writes numbers of replicas, under a name of its own: so the rest of a Deployment can be applied
 * again and again without touching them.
 */
public final class ReplicaScaler {

    /** The name under which numbers of replicas are applied. */
    public static final String FIELD_MANAGER = "headgate-scaler";

    private static final PatchContext APPLY =
            new PatchContext.Builder()
                    .withPatchType(PatchType.SERVER_SIDE_APPLY)
                    .withFieldManager(FIELD_MANAGER)
                    .withForce(true)
                    .build();

    private final KubernetesClient client;

    /** The client stays the caller's. */
    public ReplicaScaler(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Sets the number, and becomes the owner of that field. An apply patch on the subresource: a
     * merge patch or an update there would leave no owner behind.
     */
    public void write(String namespace, String deployment, int replicas) {
        Scale scale =
                new ScaleBuilder()
                        .withNewMetadata()
                        .withName(deployment)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec(replicas)
                        .build();
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(deployment)
                .subresource("scale")
                .patch(APPLY, client.getKubernetesSerialization().asJson(scale));
    }

    /** Sets the number unless it is that already; true if something was written. */
    boolean ensure(Deployment live, int replicas) {
        if (replicas(live) == replicas) {
            return false;
        }
        write(live.getMetadata().getNamespace(), live.getMetadata().getName(), replicas);
        return true;
    }

    static int replicas(Deployment live) {
        Integer replicas = live.getSpec().getReplicas();
        return replicas == null ? 1 : replicas;
    }

    /** Whether a manager applied the number of replicas and would reset it by leaving it out. */
    static boolean owned(Deployment live, String manager) {
        List<ManagedFieldsEntry> entries = live.getMetadata().getManagedFields();
        return entries.stream()
                .filter(entry -> manager.equals(entry.getManager()))
                .filter(entry -> "Apply".equals(entry.getOperation()))
                .filter(entry -> entry.getFieldsV1() != null)
                .map(entry -> entry.getFieldsV1().getAdditionalProperties().get("f:spec"))
                .anyMatch(spec ->
                        spec instanceof Map<?, ?> fields && fields.containsKey("f:replicas"));
    }
}
