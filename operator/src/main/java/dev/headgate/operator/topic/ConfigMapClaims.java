// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ledgers in ConfigMaps of the operator's namespace, one for each Kafka cluster. An entry reads
 * {@code namespace/name uid topic-id} under the topic's name; the id is {@code -} until the topic
 * was seen.
 */
public final class ConfigMapClaims implements ClaimStore {

    private static final Logger LOGGER = LoggerFactory.getLogger(ConfigMapClaims.class);
    private static final String NAME = "headgate-topics-";
    private static final String CLUSTER = "headgate.dev/kafka-cluster";
    private static final String UNSEEN = "-";
    private static final int DIGEST_BYTES = 8;

    private final KubernetesClient client;
    private final String namespace;

    /** Keeps ledgers in a namespace; the client stays the caller's. */
    public ConfigMapClaims(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    @Override
    public Reading read(String clusterId) {
        try {
            ConfigMap map =
                    client.configMaps().inNamespace(namespace).withName(name(clusterId)).get();
            if (map == null) {
                return new Reading.Found(new TopicLedger(Map.of()), null);
            }
            Map<String, String> data = map.getData() == null ? Map.of() : map.getData();
            return ledger(data)
                    .<Reading>map(ledger ->
                            new Reading.Found(ledger, map.getMetadata().getResourceVersion()))
                    .orElseGet(Reading.Unavailable::new);
        } catch (KubernetesClientException e) {
            log("The ledger of topics cannot be read", e);
            return new Reading.Unavailable();
        }
    }

    @Override
    public Writing write(String clusterId, TopicLedger ledger, @Nullable String version) {
        ConfigMap map =
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name(clusterId))
                        .withNamespace(namespace)
                        .withResourceVersion(version)
                        .addToLabels("app.kubernetes.io/managed-by", "headgate")
                        .addToAnnotations(CLUSTER, clusterId)
                        .endMetadata()
                        .withData(entries(ledger))
                        .build();
        try {
            if (version == null) {
                client.resource(map).create();
            } else {
                client.resource(map).update();
            }
            return Writing.Stored;
        } catch (KubernetesClientException e) {
            // Not found: somebody deleted it since it was read.
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
                    || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Writing.Overtaken;
            }
            log("The ledger of topics cannot be written", e);
            return Writing.Unavailable;
        }
    }

    private void log(String what, KubernetesClientException cause) {
        LOGGER.atWarn()
                .addKeyValue("namespace", namespace)
                .addKeyValue("status", cause.getCode())
                .log(what);
    }

    /** Kafka's ids of clusters have capital letters, which names of objects may not have. */
    static String name(String clusterId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(clusterId.getBytes(UTF_8));
            return NAME + HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Map<String, String> entries(TopicLedger ledger) {
        var entries = new TreeMap<String, String>();
        ledger.claims()
                .forEach((topic, claim) ->
                        entries.put(
                                topic,
                                "%s %s %s"
                                        .formatted(
                                                claim.owner().label(),
                                                claim.owner().uid(),
                                                claim.topicId() == null
                                                        ? UNSEEN
                                                        : claim.topicId())));
        return entries;
    }

    /** Nothing if an entry is not ours to understand: then nothing may be claimed. */
    private static Optional<TopicLedger> ledger(Map<String, String> entries) {
        var claims = new HashMap<String, TopicClaim>();
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            String[] parts = entry.getValue().strip().split(" ", -1);
            String[] owner = parts[0].split("/", -1);
            if (parts.length != 3 || owner.length != 2) {
                LOGGER.atError()
                        .addKeyValue("topic", entry.getKey())
                        .log("An entry of the ledger of topics was changed by hand");
                return Optional.empty();
            }
            claims.put(
                    entry.getKey(),
                    new TopicClaim(
                            new PipelineIdentity(owner[0], owner[1], parts[1]),
                            parts[2].equals(UNSEEN) ? null : parts[2]));
        }
        return Optional.of(new TopicLedger(claims));
    }
}
