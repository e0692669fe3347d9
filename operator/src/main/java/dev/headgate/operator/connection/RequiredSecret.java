// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.settings.KafkaSecurity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Secret that a pipeline's services mount.
 *
 * @param keys what it must hold, in the order in which people are told
 */
record RequiredSecret(String name, Use use, List<String> keys) {

    /** What a Secret is for. */
    enum Use {
        /** Logging in to Kafka, or trusting it. */
        Kafka,
        /** Where PostgreSQL is, and logging in to it. */
        Database
    }

    RequiredSecret {
        keys = List.copyOf(keys);
    }

    /** Those of a connection to Kafka. */
    static List<RequiredSecret> ofKafka(KafkaConnection kafka) {
        var secrets = new ArrayList<RequiredSecret>();
        KafkaSecurity.secrets(kafka)
                .forEach(each ->
                        secrets.add(new RequiredSecret(each.secret(), Use.Kafka, each.keys())));
        AwsLogin.secret(kafka).ifPresent(secrets::add);
        return List.copyOf(secrets);
    }

    /** The command that makes it, to be completed by the user. */
    String command(String namespace) {
        return "kubectl --namespace %s create secret generic %s %s"
                .formatted(
                        namespace,
                        name,
                        keys.stream().map(RequiredSecret::option).collect(Collectors.joining(" ")));
    }

    private static String option(String key) {
        return switch (key) {
            case "url" -> "--from-literal=url=jdbc:postgresql://HOST:5432/DATABASE";
            case "ca.crt", "tls.crt", "tls.key" -> "--from-file=" + key;
            default -> "--from-literal=" + key + "=...";
        };
    }
}
