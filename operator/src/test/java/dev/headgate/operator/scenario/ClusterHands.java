// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Set;

/**
 * Plays the kubelet, for the test servers have no nodes: it says of each new pod of a Job that it
 * has succeeded, and of each other new pod that it runs and is ready. No container is started.
 * Kubernetes' own controllers do the rest: so a Deployment becomes available and a Job complete as
 * on a cluster.
 */
public final class ClusterHands implements AutoCloseable {

    private static final String JOB_LABEL = "batch.kubernetes.io/job-name";
    private static final Set<Integer> GONE_MEANWHILE = Set.of(404, 409);
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
    private static final String SUCCEEDED =
            """
            {"status": {"phase": "Succeeded"}}
            """;
    private static final String READY =
            """
            {"status": {"phase": "Running", "conditions": [
              {"type": "Ready", "status": "True"}, {"type": "ContainersReady", "status": "True"}]}}
            """;

    private final KubernetesClient client;
    private final SharedIndexInformer<Pod> pods;

    private ClusterHands(KubernetesClient client, String namespace) {
        this.client = client;
        var handler = new Tending();
        this.pods =
                namespace.isEmpty()
                        ? client.pods().inAnyNamespace().inform(handler)
                        : client.pods().inNamespace(namespace).inform(handler);
    }

    /** Tends the pods of one namespace; the client stays the caller's. */
    public static ClusterHands in(KubernetesClient client, String namespace) {
        return new ClusterHands(client, namespace);
    }

    /** Tends all pods. */
    public static ClusterHands everywhere(KubernetesClient client) {
        return new ClusterHands(client, "");
    }

    private final class Tending implements ResourceEventHandler<Pod> {

        @Override
        public void onAdd(Pod pod) {
            tend(pod);
        }

        @Override
        public void onUpdate(Pod before, Pod pod) {
            tend(pod);
        }

        @Override
        public void onDelete(Pod pod, boolean unknownState) {}
    }

    private void tend(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null
                || !"Pending".equals(pod.getStatus().getPhase())) {
            return;
        }
        boolean job = pod.getMetadata().getLabels().containsKey(JOB_LABEL);
        try {
            client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .subresource("status")
                    .patch(MERGE, job ? SUCCEEDED : READY);
        } catch (KubernetesClientException e) {
            if (!GONE_MEANWHILE.contains(e.getCode())) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        pods.close();
    }
}
