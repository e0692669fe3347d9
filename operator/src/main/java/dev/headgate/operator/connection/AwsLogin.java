// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import dev.headgate.contract.pipeline.AwsMskIamLogin;
import dev.headgate.contract.pipeline.KafkaAuthentication;
import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.settings.KafkaSecurity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the operator itself logs in to Amazon MSK. A pod of a pipeline has one AWS identity; the
 * operator works for many pipelines, so each connection says whose it is: the pipeline's role,
 * which the operator takes, or the keys of its Secret. It never falls back to its own identity, nor
 * to keys in its environment.
 */
final class AwsLogin {

    static final String ACCESS_KEY_ID = "accessKeyId";
    static final String SECRET_ACCESS_KEY = "secretAccessKey";

    private static final String HANDLER = "sasl.client.callback.handler.class";
    private static final String MODULE = "software.amazon.msk.auth.iam.IAMLoginModule";

    /** What AWS's own log shows as the one who took the role. */
    private static final String SESSION = "headgate-operator";

    /** In the names of MSK's brokers, for the security token service of the same region. */
    private static final Pattern REGION =
            Pattern.compile("\\.kafka(?:-serverless)?\\.([a-z0-9-]+)\\.amazonaws\\.com");

    private AwsLogin() {}

    /** The AWS identity of a connection, if it has one. */
    static Optional<AwsMskIamLogin> of(KafkaConnection kafka) {
        return Optional.ofNullable(kafka.authentication()).map(KafkaAuthentication::awsMskIam);
    }

    /** The Secret with the keys, if the identity is one of keys. */
    static Optional<RequiredSecret> secret(KafkaConnection kafka) {
        return of(kafka)
                .map(AwsMskIamLogin::secretRef)
                .map(reference ->
                        new RequiredSecret(
                                reference.name(),
                                RequiredSecret.Use.Kafka,
                                List.of(ACCESS_KEY_ID, SECRET_ACCESS_KEY)));
    }

    /** What is different from the services' settings, with the keys of a Secret. */
    static Map<String, String> byKeys(Map<String, String> keys) {
        var options = new TreeMap<String, String>();
        keys.forEach((key, value) -> options.put(key, value.strip()));
        return Map.of(
                HANDLER,
                AwsKeysCallbackHandler.class.getName(),
                KafkaSecurity.LOGIN_SETTING,
                KafkaSecurity.login(MODULE, options));
    }

    /** What is different from the services' settings, with a role. */
    static Map<String, String> byRole(String role, String externalId, String bootstrapServers) {
        var options = new TreeMap<String, String>();
        options.put("awsRoleArn", role);
        options.put("awsRoleExternalId", externalId);
        options.put("awsRoleSessionName", SESSION);
        options.put("awsAddDefaultProviders", "false");
        // The client's own thread would sleep between attempts; the operator looks again.
        options.put("awsMaxRetries", "0");
        Matcher region = REGION.matcher(bootstrapServers);
        if (region.find()) {
            options.put("awsStsRegion", region.group(1));
        }
        return Map.of(KafkaSecurity.LOGIN_SETTING, KafkaSecurity.login(MODULE, options));
    }
}
