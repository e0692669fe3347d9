// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.setting;

import dev.headgate.contract.pipeline.KafkaConnection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an installation decides for all its pipelines.
 *
 * @param namespaces the namespaces that are watched; none means all
 * @param kafka the Kafka of pipelines that have none of their own; its Secrets are looked for in
 *     each pipeline's namespace
 * @param databaseSecret name of the Secret with the database of pipelines that name none
 */
public record OperatorSettings(
        Set<String> namespaces, @Nullable KafkaConnection kafka, String databaseSecret) {

    public OperatorSettings {
        namespaces = Set.copyOf(namespaces);
    }
}
