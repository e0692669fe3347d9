// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.setting;

import dev.headgate.contract.pipeline.DatabaseConnection;
import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.contract.pipeline.PodResources;
import dev.headgate.contract.settings.SettingKeys;
import dev.headgate.operator.workload.Monitoring;
import dev.headgate.operator.workload.NetworkAccess;
import dev.headgate.operator.workload.TokenReference;
import dev.headgate.operator.workload.WorkloadSettings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an installation decides for all its pipelines, and for the operator itself. The defaults
 * stand in {@value #DEFAULTS}, with a comment for each.
 *
 * @param namespaces the namespaces that are watched; none means all
 * @param kafka the Kafka of pipelines that have none of their own; its Secrets are looked for in
 *     each pipeline's namespace
 * @param databaseSecret name of the Secret with the database of pipelines that name none
 * @param workloads what the pipelines' children are made from
 * @param strimzi whether topics that Strimzi manages are told apart
 * @param server where the operator tells its health and metrics
 * @param leaderElection how replicas of the operator agree on the one that acts; none means that
 *     there is one replica
 */
public record OperatorSettings(
        Set<String> namespaces,
        @Nullable KafkaConnection kafka,
        String databaseSecret,
        WorkloadSettings workloads,
        boolean strimzi,
        ServerSettings server,
        @Nullable LeaderElectionSettings leaderElection) {

    /** Resource that lists every key with its default. */
    public static final String DEFAULTS = "dev/headgate/operator/application.yaml";

    private static final String ROOT = "operator";

    /** What is given wins as a whole: no item of a default list is left beside it. */
    private static final List<String> LISTS =
            List.of(
                    "namespaces",
                    "database.ports",
                    "images.pull-secrets",
                    "management-peers",
                    "monitoring-labels");

    public OperatorSettings {
        namespaces = Set.copyOf(namespaces);
        namespaces.forEach(each -> SettingRange.checkNamespace("namespaces", each));
    }

    /**
     * Reads the {@code operator} branch of a root configuration over the defaults; fails with
     * {@link InvalidSettings} on a key that does not exist, telling the nearest that does.
     */
    public static OperatorSettings create(Config root, Map<String, String> environment) {
        Config operator = merged(root);
        PipelineSpec defaults = PipelineDefaults.read(operator);
        return new OperatorSettings(
                new TreeSet<>(SettingRange.texts(operator.get("namespaces"))),
                defaults.kafka(),
                secret(defaults.database()),
                workloads(operator, defaults),
                SettingRange.truth(operator.get("strimzi")),
                ServerSettings.create(operator.get("server")),
                LeaderElectionSettings.create(operator.get("leader-election"), environment)
                        .orElse(null));
    }

    private static Config merged(Config root) {
        Map<String, String> known = flat(Config.just(ConfigSources.classpath(DEFAULTS)).get(ROOT));
        // Lists that are empty by default have no item that could say what is known.
        known.putIfAbsent("operator.namespaces.0", "");
        known.putIfAbsent("operator.images.pull-secrets.0", "");
        Map<String, String> given = flat(root.get(ROOT));
        List<String> unknown = SettingKeys.unknown(known.keySet(), given.keySet());
        if (!unknown.isEmpty()) {
            throw new InvalidSettings(String.join("; ", unknown));
        }
        var merged = new TreeMap<>(known);
        merged.values().removeIf(String::isEmpty);
        for (String list : LISTS) {
            if (root.get(ROOT).get(list).exists()) {
                merged.keySet().removeIf(key -> key.startsWith(ROOT + "." + list + "."));
            }
        }
        merged.putAll(given);
        return Config.just(ConfigSources.create(merged)).get(ROOT);
    }

    private static Map<String, String> flat(Config operator) {
        var flat = new TreeMap<String, String>();
        operator.detach()
                .asMap()
                .ifPresent(all -> all.forEach((key, value) -> flat.put(ROOT + "." + key, value)));
        return flat;
    }

    private static String secret(@Nullable DatabaseConnection database) {
        if (database == null) {
            throw new InvalidSettings("operator.database.secret is missing");
        }
        return database.secretRef().name();
    }

    private static WorkloadSettings workloads(Config operator, PipelineSpec defaults) {
        return new WorkloadSettings(
                images(operator.get("images")),
                orNone(defaults.ingest().pod().resources()),
                orNone(defaults.consumer().pod().resources()),
                new NetworkAccess(peers(operator), ports(operator.get("database.ports"))),
                monitoring(operator),
                deadLetterToken(operator.get("dead-letters")));
    }

    private static @Nullable TokenReference deadLetterToken(Config deadLetters) {
        String secret = SettingRange.text(deadLetters.get("token-secret"));
        if (secret.isEmpty()) {
            return null;
        }
        String key = SettingRange.text(deadLetters.get("token-key"));
        SettingRange.checkName("dead-letters.token-secret", secret);
        SettingRange.checkSecretKey("dead-letters.token-key", key);
        return new TokenReference(secret, key);
    }

    private static Monitoring monitoring(Config operator) {
        var labels = new TreeMap<String, String>();
        operator.get("monitoring-labels").asNodeList().orElse(List.of()).stream()
                .forEach(label ->
                        labels.put(
                                SettingRange.text(label.get("name")),
                                SettingRange.text(label.get("value"))));
        return new Monitoring(
                SettingRange.truth(operator.get("pod-monitors")),
                SettingRange.truth(operator.get("prometheus-rules")),
                labels);
    }

    private static PodResources orNone(@Nullable PodResources resources) {
        return resources == null ? new PodResources(null, null) : resources;
    }

    private static WorkloadSettings.Images images(Config images) {
        List<String> pullSecrets = SettingRange.texts(images.get("pull-secrets"));
        pullSecrets.forEach(each -> SettingRange.checkName("images.pull-secrets", each));
        return new WorkloadSettings.Images(
                image(images, "ingest-service"),
                image(images, "consumer-service"),
                image(images, "headgate"),
                pullSecrets);
    }

    private static String image(Config images, String name) {
        String image = SettingRange.text(images.get(name));
        SettingRange.checkNotBlank("images." + name, image);
        return image;
    }

    private static List<NetworkAccess.Peer> peers(Config operator) {
        return operator.get("management-peers").asNodeList().orElse(List.of()).stream()
                .map(OperatorSettings::peer)
                .toList();
    }

    private static NetworkAccess.Peer peer(Config peer) {
        String namespace = SettingRange.text(peer.get("namespace"));
        SettingRange.checkNamespace("management-peers.namespace", namespace);
        return NetworkAccess.Peer.of(namespace, Map.of());
    }

    private static List<Integer> ports(Config ports) {
        List<Integer> read =
                SettingRange.texts(ports).stream()
                        .map(text -> SettingRange.number(ports, text))
                        .toList();
        read.forEach(port -> SettingRange.check("database.ports", port, 1, 65_535));
        return read;
    }
}
