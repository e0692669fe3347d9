// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests that take a {@link KubeApiServer} as a parameter the one of this JVM, which knows the
 * custom resource; started when first asked for, stopped with the last test.
 */
public final class SharedCluster implements ParameterResolver {

    private static final Path DEFINITION =
            Path.of("../charts/headgate/files/crds/ingestionpipelines.yaml");
    private static final String PIPELINES = "/apis/headgate.dev/v1alpha1/ingestionpipelines";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KubeApiServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(
                        KubeApiServer.class,
                        _ -> started(Path.of("target/clusters")),
                        KubeApiServer.class);
    }

    /** Starts one below a folder that knows the custom resource; the caller closes it. */
    public static KubeApiServer started(Path folder) {
        KubeApiServer server = KubeApiServer.start(folder);
        try {
            install(server.client());
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private static void install(KubernetesClient client) {
        CustomResourceDefinition definition =
                client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .load(DEFINITION.toFile())
                        .item();
        client.resource(definition).create();
        await("pipelines are served").atMost(Duration.ofSeconds(30)).until(() -> served(client));
    }

    private static boolean served(KubernetesClient client) {
        try {
            return client.raw(PIPELINES) != null;
        } catch (KubernetesClientException e) {
            return false;
        }
    }
}
