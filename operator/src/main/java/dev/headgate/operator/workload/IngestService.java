// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

/** Where clients inside the cluster send events; health and metrics are not behind it. */
final class IngestService {

    private IngestService() {}

    static Service desired(WorkloadScope scope) {
        return new ServiceBuilder()
                .withMetadata(scope.metadata(ServiceRole.INGEST))
                .withNewSpec()
                .withType("ClusterIP")
                .withSelector(scope.selector(ServiceRole.INGEST))
                .addNewPort()
                .withName(ServicePod.HTTP)
                .withPort(ServicePod.HTTP_PORT)
                .withNewTargetPort(ServicePod.HTTP)
                .withProtocol("TCP")
                .withAppProtocol(scope.spec().ingest().tls() == null ? "http" : "https")
                .endPort()
                .endSpec()
                .build();
    }
}
