// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.ConditionType;
import dev.headgate.operator.status.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds what a pipeline's connections lack, and says how to mend it. */
public final class ConnectionInspection {

    private static final String NO_KAFKA =
            "Neither spec.kafka nor the operator's settings name a Kafka: set"
                    + " spec.kafka.bootstrapServers, or kafka.bootstrapServers where the operator is"
                    + " installed.";

    private ConnectionInspection() {}

    /**
     * One judgement for each thing that is missing; none if all is there.
     *
     * @param namespace the pipeline's
     * @param keysOf the keys of a Secret in that namespace, by its name; nothing if it is not there
     */
    public static List<Judgement> inspect(
            PipelineConnections connections,
            String namespace,
            Function<String, Optional<Set<String>>> keysOf) {
        var found = new ArrayList<Judgement>();
        if (connections.kafka().isEmpty()) {
            found.add(
                    new Judgement(
                            ConditionType.TopicsReady,
                            Truth.False,
                            ConditionReason.KafkaNotConfigured,
                            NO_KAFKA));
        }
        for (RequiredSecret secret : connections.secrets()) {
            Optional<Set<String>> keys = keysOf.apply(secret.name());
            if (keys.isEmpty()) {
                found.add(missing(secret, namespace));
            } else {
                incomplete(secret, namespace, keys.get()).ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    private static Judgement missing(RequiredSecret secret, String namespace) {
        ConditionReason reason =
                switch (secret.use()) {
                    case Kafka -> ConditionReason.KafkaSecretMissing;
                    case Database -> ConditionReason.DatabaseSecretMissing;
                };
        return judgement(
                secret,
                reason,
                "There is no Secret %s in namespace %s: %s"
                        .formatted(secret.name(), namespace, secret.command(namespace)));
    }

    private static Optional<Judgement> incomplete(
            RequiredSecret secret, String namespace, Set<String> keys) {
        List<String> absent = secret.keys().stream().filter(key -> !keys.contains(key)).toList();
        if (absent.isEmpty()) {
            return Optional.empty();
        }
        ConditionReason reason =
                switch (secret.use()) {
                    case Kafka -> ConditionReason.KafkaSecretIncomplete;
                    case Database -> ConditionReason.DatabaseSecretIncomplete;
                };
        return Optional.of(
                judgement(
                        secret,
                        reason,
                        "The Secret %s in namespace %s lacks %s: add it, for the Secret must hold %s."
                                .formatted(
                                        secret.name(),
                                        namespace,
                                        String.join(", ", absent),
                                        String.join(", ", secret.keys()))));
    }

    private static Judgement judgement(
            RequiredSecret secret, ConditionReason reason, String message) {
        ConditionType type =
                switch (secret.use()) {
                    case Kafka -> ConditionType.TopicsReady;
                    case Database -> ConditionType.ConsumerAvailable;
                };
        return new Judgement(type, Truth.False, reason, message);
    }
}
