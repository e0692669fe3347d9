// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import dev.headgate.contract.pipeline.DatabaseConnection;
import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.operator.setting.OperatorSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Kafka and the PostgreSQL that a pipeline uses: its own, or else those of the installation.
 *
 * @param kafka nothing if neither names one
 * @param ownKafka whether the pipeline itself names its Kafka
 * @param databaseSecret name of the Secret with the database
 */
public record PipelineConnections(
        Optional<KafkaConnection> kafka, boolean ownKafka, String databaseSecret) {

    /** What the pipeline says wins as a whole: the two are never mixed. */
    public static PipelineConnections of(PipelineSpec spec, OperatorSettings settings) {
        KafkaConnection own = spec.kafka();
        DatabaseConnection database = spec.database();
        return new PipelineConnections(
                Optional.ofNullable(own == null ? settings.kafka() : own),
                own != null,
                database == null ? settings.databaseSecret() : database.secretRef().name());
    }

    /**
     * Under which external id the operator takes AWS roles for a pipeline: a role's owner can so
     * tell the namespaces that may use it from those that only know its name.
     */
    public String awsExternalId(String namespace) {
        return ownKafka ? "headgate/" + namespace : "headgate";
    }

    /** The Secrets that must be in the pipeline's namespace. */
    List<RequiredSecret> secrets() {
        var secrets = new ArrayList<RequiredSecret>();
        kafka.map(RequiredSecret::ofKafka).ifPresent(secrets::addAll);
        secrets.add(
                new RequiredSecret(
                        databaseSecret,
                        RequiredSecret.Use.Database,
                        List.of("url", "username", "password")));
        return List.copyOf(secrets);
    }
}
