// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.pipeline.PodResources;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an installation decides about the children of all its pipelines.
 *
 * @param images what the containers run
 * @param ingestResources CPU and memory of an ingest container that says nothing of its own
 * @param consumerResources likewise of a consumer
 * @param network who may reach what
 * @param monitoring what they have for Prometheus' operator
 * @param deadLetterToken opens the consumers' dead letters over HTTP; none means that they stay
 *     closed
 */
public record WorkloadSettings(
        Images images,
        PodResources ingestResources,
        PodResources consumerResources,
        NetworkAccess network,
        Monitoring monitoring,
        @Nullable TokenReference deadLetterToken) {

    /** With nothing else for Prometheus' operator than perhaps PodMonitors, and no token. */
    public WorkloadSettings(
            Images images,
            PodResources ingestResources,
            PodResources consumerResources,
            NetworkAccess network,
            boolean podMonitors) {
        this(
                images,
                ingestResources,
                consumerResources,
                network,
                new Monitoring(podMonitors, false, Map.of()),
                null);
    }

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

    /** The same with something else for Prometheus' operator. */
    public WorkloadSettings with(Monitoring other) {
        return new WorkloadSettings(
                images, ingestResources, consumerResources, network, other, deadLetterToken);
    }

    /** The same with dead letters that this token opens. */
    public WorkloadSettings with(TokenReference token) {
        return new WorkloadSettings(
                images, ingestResources, consumerResources, network, monitoring, token);
    }
}
