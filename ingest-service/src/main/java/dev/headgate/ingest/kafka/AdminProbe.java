// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.kafka;

import dev.headgate.contract.settings.SecretFiles;
import dev.headgate.ingest.setting.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks for the description of the pipeline's topics. Used by the supervisor's thread only. */
final class AdminProbe implements KafkaProbe {

    private static final int TIMEOUT_MS = 2_000;

    /** How settings begin that say how brokers are reached. */
    private static final List<String> ACCESS = List.of("security.", "ssl.", "sasl.");

    private final Map<String, Object> properties;
    private final List<String> topics;
    private @Nullable Admin admin;

    AdminProbe(KafkaSettings settings, List<String> topics) {
        this.properties = properties(settings);
        this.topics = List.copyOf(topics);
    }

    @Override
    public Optional<Set<String>> missingTopics() throws InterruptedException {
        try {
            var missing = new HashSet<String>();
            var answers = admin().describeTopics(topics).topicNameValues();
            for (Map.Entry<String, ? extends KafkaFuture<?>> answer : answers.entrySet()) {
                if (!exists(answer.getValue())) {
                    missing.add(answer.getKey());
                }
            }
            return Optional.of(missing);
        } catch (TimeoutException | ExecutionException | KafkaException _) {
            return Optional.empty();
        }
    }

    private static boolean exists(KafkaFuture<?> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            answer.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    /** Made late: a name that does not resolve yet must not stop the service from starting. */
    private Admin admin() {
        if (admin == null) {
            admin = Admin.create(properties);
        }
        return admin;
    }

    /**
     * It reaches the brokers as the producer does; the rest of the producer's settings is not its.
     */
    private static Map<String, Object> properties(KafkaSettings settings) {
        var properties = new HashMap<String, Object>();
        SecretFiles.resolve(settings.producer())
                .forEach((key, value) -> {
                    if (ACCESS.stream().anyMatch(key::startsWith)) {
                        properties.put(key, value);
                    }
                });
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        properties.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
        return properties;
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
