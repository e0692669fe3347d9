// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.cluster;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;

/** What a user sends to the API server, without the operator's own classes for it. */
public final class UserRequests {

    private UserRequests() {}

    /** Makes a pipeline as kubectl does: an unknown field is an error. */
    public static void createPipeline(
            KubernetesClient client, String namespace, String name, Object spec) {
        createPipeline(client, namespace, name, Map.of(), spec);
    }

    /** Makes a pipeline with annotations. */
    public static void createPipeline(
            KubernetesClient client,
            String namespace,
            String name,
            Map<String, String> annotations,
            Object spec) {
        client.raw(
                "/apis/headgate.dev/v1alpha1/namespaces/%s/ingestionpipelines?fieldValidation=Strict"
                        .formatted(namespace),
                "POST",
                Map.of(
                        "apiVersion",
                        "headgate.dev/v1alpha1",
                        "kind",
                        "IngestionPipeline",
                        "metadata",
                        Map.of("name", name, "annotations", annotations),
                        "spec",
                        spec));
    }

    /** Makes a Secret of texts. */
    public static void createSecret(
            KubernetesClient client, String namespace, String name, Map<String, String> data) {
        client.resource(
                        new SecretBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .withNamespace(namespace)
                                .endMetadata()
                                .withStringData(data)
                                .build())
                .create();
    }
}
