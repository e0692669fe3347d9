// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells Prometheus' operator to scrape a service's pods. Pods and not a Service: the management
 * ports are behind none, and consumers have none.
 */
final class RolePodMonitor {

    static final String API_VERSION = "monitoring.coreos.com/v1";
    static final String KIND = "PodMonitor";

    private RolePodMonitor() {}

    static GenericKubernetesResource desired(WorkloadScope scope, ServiceRole role) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(API_VERSION)
                .withKind(KIND)
                .withMetadata(scope.monitoringMetadata(role))
                .addToAdditionalProperties("spec", spec(scope.selector(role)))
                .build();
    }

    /** Sorted, so that it reads alike each time. */
    private static Map<String, Object> spec(Map<String, String> selector) {
        var endpoint =
                new TreeMap<>(Map.of("port", ServicePod.MANAGEMENT, "path", "/observe/metrics"));
        return new TreeMap<>(
                Map.of(
                        "selector",
                        Map.of("matchLabels", selector),
                        "podMetricsEndpoints",
                        List.of(endpoint)));
    }
}
