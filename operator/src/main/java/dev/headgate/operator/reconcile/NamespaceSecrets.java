// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The Secrets of one namespace, each asked for by name and once. For one reconcile and its thread:
 * the next one sees what has changed.
 */
final class NamespaceSecrets {

    private final KubernetesClient client;
    private final String namespace;
    private final Map<String, Optional<Map<String, String>>> asked = new HashMap<>();

    NamespaceSecrets(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** The decoded content of a Secret; nothing if it is not there. */
    Optional<Map<String, String>> data(String name) {
        return asked.computeIfAbsent(name, this::read);
    }

    /** The keys of a Secret; nothing if it is not there. */
    Optional<Set<String>> keys(String name) {
        return data(name).map(Map::keySet);
    }

    private Optional<Map<String, String>> read(String name) {
        Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
        if (secret == null) {
            return Optional.empty();
        }
        var decoded = new HashMap<String, String>();
        if (secret.getData() != null) {
            secret.getData()
                    .forEach((key, value) ->
                            decoded.put(key, new String(Base64.getDecoder().decode(value), UTF_8)));
        }
        return Optional.of(Map.copyOf(decoded));
    }
}
