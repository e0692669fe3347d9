// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import dev.headgate.contract.pipeline.AwsMskIamLogin;
import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.settings.KafkaSecurity;
import dev.headgate.contract.settings.KafkaSecurity.MountedSecret;
import dev.headgate.contract.settings.SecretFiles;
import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.status.ConditionType;
import dev.headgate.operator.status.Judgement;
import dev.headgate.operator.topic.KafkaAccess;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Makes the operator's own login to a pipeline's Kafka: the settings that the services get, with
 * the Secrets' content in them, for the operator mounts none. Equal content gives an equal access,
 * and so the same connection; a changed Secret gives another one.
 */
public final class KafkaLogin {

    /** What came of it. */
    public sealed interface Outcome {

        /** All is there; whether Kafka takes it is seen when it is asked. */
        record Known(KafkaAccess access) implements Outcome {}

        /** Something is missing or is of no use to Kafka's clients. */
        record Lacking(Judgement judgement) implements Outcome {}
    }

    private KafkaLogin() {}

    /**
     * The login to a Kafka.
     *
     * @param awsExternalId what the operator says for whom it takes an AWS role
     * @param secretData the decoded content of a Secret in the pipeline's namespace, by its name;
     *     nothing if it is not there
     */
    public static Outcome access(
            KafkaConnection kafka,
            String awsExternalId,
            Function<String, Optional<Map<String, String>>> secretData) {
        var contents = new HashMap<String, Map<String, String>>();
        for (RequiredSecret secret : RequiredSecret.ofKafka(kafka)) {
            Map<String, String> data = secretData.apply(secret.name()).orElse(Map.of());
            Optional<SecretFault> fault = SecretFault.of(secret, data);
            if (fault.isPresent()) {
                return new Outcome.Lacking(
                        new Judgement(
                                ConditionType.TopicsReady,
                                Truth.False,
                                fault.get().reason(),
                                fault.get().sentence()));
            }
            contents.put(secret.name(), data);
        }
        var properties = new TreeMap<>(services(kafka, contents));
        AwsLogin.of(kafka)
                .ifPresent(login ->
                        properties.putAll(
                                login.roleArn() == null
                                        ? AwsLogin.byKeys(keys(login, contents))
                                        : AwsLogin.byRole(
                                                login.roleArn(),
                                                awsExternalId,
                                                kafka.bootstrapServers())));
        return new Outcome.Known(new KafkaAccess(kafka.bootstrapServers(), properties));
    }

    /** What the services' settings come to, where each file is a key of a Secret. */
    private static Map<String, String> services(
            KafkaConnection kafka, Map<String, Map<String, String>> contents) {
        var files = new HashMap<String, String>();
        for (MountedSecret secret : KafkaSecurity.secrets(kafka)) {
            Map<String, String> data = contents.getOrDefault(secret.secret(), Map.of());
            secret.keys().forEach(key -> files.put(secret.file(key), data.getOrDefault(key, "")));
        }
        return SecretFiles.resolve(
                KafkaSecurity.properties(kafka), file -> files.getOrDefault(file, ""));
    }

    private static Map<String, String> keys(
            AwsMskIamLogin login, Map<String, Map<String, String>> contents) {
        if (login.secretRef() == null) {
            return Map.of();
        }
        Map<String, String> data = contents.getOrDefault(login.secretRef().name(), Map.of());
        return Map.of(
                AwsLogin.ACCESS_KEY_ID,
                data.getOrDefault(AwsLogin.ACCESS_KEY_ID, ""),
                AwsLogin.SECRET_ACCESS_KEY,
                data.getOrDefault(AwsLogin.SECRET_ACCESS_KEY, ""));
    }
}
