// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.setting;

import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.PodResources;
import dev.headgate.contract.pipeline.ResourceAmounts;
import dev.headgate.operator.workload.NetworkAccess;
import dev.headgate.operator.workload.WorkloadSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings of an installation for tests, which say only what they are about. */
public final class SettingsFixture {

    /** Name of the Secret with the database of pipelines that name none. */
    public static final String DATABASE_SECRET = "headgate-database";

    private SettingsFixture() {}

    /** One operator for some namespaces, with a Kafka that is reached in the open. */
    public static OperatorSettings settings(Set<String> namespaces, String bootstrapServers) {
        return settings(namespaces, new KafkaConnection(bootstrapServers, null, null));
    }

    /** One replica of several, which agree by a lease in the namespace that they watch. */
    public static OperatorSettings elected(String namespace, String identity) {
        OperatorSettings alone = settings(Set.of(namespace), "kafka:9092");
        return new OperatorSettings(
                alone.namespaces(),
                alone.kafka(),
                alone.databaseSecret(),
                alone.workloads(),
                alone.strimzi(),
                alone.server(),
                new LeaderElectionSettings(namespace, "operator", identity));
    }

    /** One operator for all namespaces, whose pipelines have to name their Kafka. */
    public static OperatorSettings withoutKafka() {
        return all(Set.of(), null);
    }

    /** One operator for some namespaces; no leader election, management on any free port. */
    public static OperatorSettings settings(Set<String> namespaces, KafkaConnection kafka) {
        return all(namespaces, kafka);
    }

    private static OperatorSettings all(Set<String> namespaces, @Nullable KafkaConnection kafka) {
        return new OperatorSettings(
                namespaces,
                kafka,
                DATABASE_SECRET,
                workloads("1.0.0"),
                true,
                new ServerSettings("127.0.0.1", 0),
                null);
    }

    /** What children are made from, with images of one version. */
    public static WorkloadSettings workloads(String version) {
        return new WorkloadSettings(
                new WorkloadSettings.Images(
                        "headgate/ingest-service:" + version,
                        "headgate/consumer-service:" + version,
                        "headgate/headgate:" + version,
                        List.of()),
                resources("250m", "512Mi"),
                resources("500m", "512Mi"),
                new NetworkAccess(
                        List.of(
                                NetworkAccess.Peer.of(
                                        "headgate-system",
                                        Map.of("app.kubernetes.io/name", "headgate-operator")),
                                NetworkAccess.Peer.of("monitoring", Map.of())),
                        List.of(5432)),
                false);
    }

    private static PodResources resources(String cpu, String memory) {
        return new PodResources(
                new ResourceAmounts(cpu, memory), new ResourceAmounts(null, memory));
    }
}
