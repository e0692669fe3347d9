// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.pipeline.PodResources;
import java.util.List;

/**
 * What an installation decides about the children of all its pipelines.
 *
 * @param images what the containers run
 * @param ingestResources CPU and memory of an ingest container that says nothing of its own
 * @param consumerResources likewise of a consumer
 * @param network who may reach what
 * @param podMonitors whether Prometheus is to scrape the pods, by a PodMonitor; only where the
 *     cluster has that kind
 */
public record WorkloadSettings(
        Images images,
        PodResources ingestResources,
        PodResources consumerResources,
        NetworkAccess network,
        boolean podMonitors) {

    /**
     * Container images.
     *
     * @param ingest the ingest service
     * @param consumer the consumer service
     * @param command the {@code headgate} command, which makes schemas
     * @param pullSecrets names of Secrets for the registry, in each pipeline's namespace
     */
    public record Images(String ingest, String consumer, String command, List<String> pullSecrets) {

        public Images {
            pullSecrets = List.copyOf(pullSecrets);
        }
    }

    /** The same where the cluster has no PodMonitors. */
    public WorkloadSettings withoutPodMonitors() {
        return new WorkloadSettings(images, ingestResources, consumerResources, network, false);
    }
}
