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
        kafka.map(RequiredSecret::ofKafka).ifPresent(secrets::addAll);
        secrets.add(
                new RequiredSecret(
                        databaseSecret,
                        RequiredSecret.Use.Database,
                        List.of("url", "username", "password")));
        return List.copyOf(secrets);
    }
}
