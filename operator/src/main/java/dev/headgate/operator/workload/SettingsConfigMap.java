// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.settings.SettingsRendering;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import java.util.TreeMap;

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
                    case CONSUMER -> consumer(scope);
                    case MIGRATION -> Map.<String, String>of();
                });
    }

    /** Where the token for dead letters is, and never the token itself. */
    private static Map<String, String> consumer(WorkloadScope scope) {
        var settings = new TreeMap<>(SettingsRendering.consumer(scope.asFile(), scope.kafka()));
        if (scope.settings().deadLetterToken() != null) {
            settings.put(SettingsRendering.DEAD_LETTER_TOKEN_FILE, PodMounts.DEAD_LETTER_TOKEN);
        }
        return settings;
    }
}
