// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.operator.workload.IngestPods;
import dev.headgate.operator.workload.PodAddress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ingest instances are pods. They are asked for anew each time, not taken from a watch, which may
 * be behind: a pod that is missing here goes on sending. A pod that ends counts until it is gone.
 */
public final class PodReplicas implements IngestReplicas {

    private static final Logger LOGGER = LoggerFactory.getLogger(PodReplicas.class);

    private final KubernetesClient client;

    /** Asks with this client, which stays the caller's. */
    public PodReplicas(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Optional<List<IngestReplica>> of(PipelineMetadata pipeline) {
        try {
            return Optional.of(
                    client
                            .pods()
                            .inNamespace(pipeline.namespace())
                            .withLabels(IngestPods.selector(pipeline.name()))
                            .list()
                            .getItems()
                            .stream()
                            .filter(pod -> !PodAddress.hasEnded(pod))
                            .map(PodReplicas::replica)
                            .toList());
        } catch (KubernetesClientException e) {
            LOGGER.atWarn()
                    .addKeyValue("namespace", pipeline.namespace())
                    .addKeyValue("pipeline", pipeline.name())
                    .addKeyValue("reason", e.getMessage())
                    .log("cannot list ingest pods");
            return Optional.empty();
        }
    }

    private static IngestReplica replica(Pod pod) {
        return new IngestReplica(
                pod.getMetadata().getName(),
                PodAddress.of(pod, IngestPods.MANAGEMENT_PORT).orElse(null));
    }
}
