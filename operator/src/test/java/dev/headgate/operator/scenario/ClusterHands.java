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
import java.util.function.Predicate;

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
            {"status": {"phase": "Running", "podIP": "127.9.9.9", "podIPs": [{"ip": "127.9.9.9"}], "conditions": [
              {"type": "Ready", "status": "True"}, {"type": "ContainersReady", "status": "True"}]}}
            """;

    private final KubernetesClient client;
    private final Predicate<Pod> tended;
    private final SharedIndexInformer<Pod> pods;

    private ClusterHands(KubernetesClient client, String namespace, Predicate<Pod> tended) {
        this.client = client;
        this.tended = tended;
        var handler = new Tending();
        this.pods =
                namespace.isEmpty()
                        ? client.pods().inAnyNamespace().inform(handler)
                        : client.pods().inNamespace(namespace).inform(handler);
    }

    /** Tends the pods of one namespace; the client stays the caller's. */
    public static ClusterHands in(KubernetesClient client, String namespace) {
        return new ClusterHands(client, namespace, _ -> true);
    }

    /** Tends some pods of one namespace; the others are somebody else's. */
    public static ClusterHands in(
            KubernetesClient client, String namespace, Predicate<Pod> tended) {
        return new ClusterHands(client, namespace, tended);
    }

    /** Tends all pods. */
    public static ClusterHands everywhere(KubernetesClient client) {
        return new ClusterHands(client, "", _ -> true);
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
                || !"Pending".equals(pod.getStatus().getPhase())
                || !tended.test(pod)) {
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
