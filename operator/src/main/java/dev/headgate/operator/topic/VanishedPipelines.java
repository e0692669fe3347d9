// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.operator.resource.PipelineResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether a pipeline is no more, so that its claims are void: its namespace has none of its
 * name, or one with another UID. What the operator may not see, or gets no answer about, is there.
 */
public final class VanishedPipelines implements Predicate<PipelineIdentity> {

    private static final Logger LOGGER = LoggerFactory.getLogger(VanishedPipelines.class);

    private final KubernetesClient client;

    /** Asks through a client, which stays the caller's. */
    public VanishedPipelines(KubernetesClient client) {
        this.client = client;
    }

    /** One question to the API server itself: a cache may not be filled, or not have this one. */
    @Override
    public boolean test(PipelineIdentity pipeline) {
        try {
            // A list and not a read: the answer to that is the same if the kind is not served.
            return client
                    .resources(PipelineResource.class)
                    .inNamespace(pipeline.namespace())
                    .withField("metadata.name", pipeline.name())
                    .list()
                    .getItems()
                    .stream()
                    .noneMatch(found -> found.getMetadata().getUid().equals(pipeline.uid()));
        } catch (KubernetesClientException e) {
            LOGGER.atWarn()
                    .addKeyValue("pipeline", pipeline.label())
                    .addKeyValue("status", e.getCode())
                    .log("It is not known whether a pipeline that claims a topic is there");
            return false;
        }
    }
}
