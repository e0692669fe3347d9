// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.setting;

import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.operator.workload.WorkloadSettings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an installation decides for all its pipelines, and for the operator itself.
 *
 * @param namespaces the namespaces that are watched; none means all
 * @param kafka the Kafka of pipelines that have none of their own; its Secrets are looked for in
 *     each pipeline's namespace
 * @param databaseSecret name of the Secret with the database of pipelines that name none
 * @param workloads what the pipelines' children are made from
 * @param server where the operator tells its health and metrics
 * @param leaderElection how replicas of the operator agree on the one that acts; none means that
 *     there is one replica
 */
public record OperatorSettings(
        Set<String> namespaces,
        @Nullable KafkaConnection kafka,
        String databaseSecret,
        WorkloadSettings workloads,
        ServerSettings server,
        @Nullable LeaderElectionSettings leaderElection) {

    public OperatorSettings {
        namespaces = Set.copyOf(namespaces);
    }
}
