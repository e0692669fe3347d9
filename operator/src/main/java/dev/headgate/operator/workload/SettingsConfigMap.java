// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.settings.SettingsRendering;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;

/** The settings of one service, in the file that it reads at its start. */
final class SettingsConfigMap {

    static final String FILE = "application.yaml";

    private SettingsConfigMap() {}

    static ConfigMap desired(WorkloadScope scope, ServiceRole role) {
        return new ConfigMapBuilder()
                .withMetadata(scope.metadata(role))
                .withData(Map.of(FILE, text(scope, role)))
                .build();
    }

    static String text(WorkloadScope scope, ServiceRole role) {
        return SettingsText.of(
                switch (role) {
                    case INGEST -> SettingsRendering.ingest(scope.asFile(), scope.kafka());
                    case CONSUMER -> SettingsRendering.consumer(scope.asFile(), scope.kafka());
                    case MIGRATION -> Map.<String, String>of();
                });
    }
}
