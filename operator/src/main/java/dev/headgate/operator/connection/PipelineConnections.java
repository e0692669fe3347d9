// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import dev.headgate.contract.pipeline.DatabaseConnection;
import dev.headgate.contract.pipeline.KafkaAuthentication;
import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.KafkaTls;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.contract.pipeline.SecretReference;
import dev.headgate.operator.setting.OperatorSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka and the PostgreSQL that a pipeline uses: its own, or else those of the installation.
 *
 * @param kafka nothing if neither names one
 * @param databaseSecret name of the Secret with the database
 */
public record PipelineConnections(Optional<KafkaConnection> kafka, String databaseSecret) {

    /** What the pipeline says wins as a whole: the two are never mixed. */
    public static PipelineConnections of(PipelineSpec spec, OperatorSettings settings) {
        KafkaConnection own = spec.kafka();
        DatabaseConnection database = spec.database();
        return new PipelineConnections(
                Optional.ofNullable(own == null ? settings.kafka() : own),
                database == null ? settings.databaseSecret() : database.secretRef().name());
    }

    /** The Secrets that must be in the pipeline's namespace. */
    List<RequiredSecret> secrets() {
        var secrets = new ArrayList<RequiredSecret>();
        kafka.map(KafkaConnection::tls).ifPresent(tls -> addTls(tls, secrets));
        kafka.map(KafkaConnection::authentication).ifPresent(login -> addLogin(login, secrets));
        secrets.add(
                new RequiredSecret(
                        databaseSecret,
                        RequiredSecret.Use.Database,
                        List.of("url", "username", "password")));
        return List.copyOf(secrets);
    }

    private static void addTls(KafkaTls tls, List<RequiredSecret> secrets) {
        add(tls.trustedCertificatesSecretRef(), List.of("ca.crt"), secrets);
        add(tls.clientCertificateSecretRef(), List.of("tls.crt", "tls.key"), secrets);
    }

    private static void addLogin(KafkaAuthentication login, List<RequiredSecret> secrets) {
        if (login.scram() != null) {
            add(login.scram().secretRef(), List.of("username", "password"), secrets);
        }
        if (login.awsMskIam() != null) {
            add(login.awsMskIam().secretRef(), List.of("accessKeyId", "secretAccessKey"), secrets);
        }
    }

    private static void add(
            @Nullable SecretReference reference, List<String> keys, List<RequiredSecret> secrets) {
        if (reference != null) {
            secrets.add(new RequiredSecret(reference.name(), RequiredSecret.Use.Kafka, keys));
        }
    }
}
