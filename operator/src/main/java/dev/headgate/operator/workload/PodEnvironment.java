// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.pipeline.EnvironmentVariable;
import dev.headgate.contract.pipeline.KafkaAuthentication;
import dev.headgate.contract.settings.Connections;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.ArrayList;
import java.util.List;

/** A role's environment variables: where its Secrets are, and what the pipeline adds. */
final class PodEnvironment {

    private PodEnvironment() {}

    static List<EnvVar> of(WorkloadScope scope, ServiceRole role) {
        var variables = new ArrayList<EnvVar>();
        if (role != ServiceRole.INGEST) {
            String secret = scope.databaseSecret();
            variables.add(fromSecret(Connections.DATABASE_URL, secret, "url"));
            variables.add(fromSecret(Connections.DATABASE_USERNAME, secret, "username"));
            variables.add(
                    literal(Connections.DATABASE_PASSWORD_FILE, PodMounts.DATABASE + "/password"));
        }
        KafkaAuthentication login = scope.kafka().authentication();
        if (role != ServiceRole.MIGRATION
                && login != null
                && login.awsMskIam() != null
                && login.awsMskIam().secretRef() != null) {
            String secret = login.awsMskIam().secretRef().name();
            variables.add(fromSecret("AWS_ACCESS_KEY_ID", secret, "accessKeyId"));
            variables.add(fromSecret("AWS_SECRET_ACCESS_KEY", secret, "secretAccessKey"));
        }
        for (EnvironmentVariable own : scope.pod(role).env()) {
            // Last one wins, but the API server keeps names apart: ours are not to be set twice.
            variables.removeIf(variable -> variable.getName().equals(own.name()));
            variables.add(literal(own.name(), own.value()));
        }
        return List.copyOf(variables);
    }

    /** An empty value is left out: the API server does so too, and would differ for ever. */
    private static EnvVar literal(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value.isEmpty() ? null : value).build();
    }

    private static EnvVar fromSecret(String name, String secret, String key) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewSecretKeyRef(key, secret, null)
                .endValueFrom()
                .build();
    }
}
