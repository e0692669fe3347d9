// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.setting;

import dev.headgate.contract.settings.Suggestion;
import io.helidon.config.Config;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * How to reach Kafka.
 *
 * @param bootstrapServers comma-separated {@code host:port}
 * @param producer Kafka's own producer settings, those of {@link #RESERVED} excepted
 */
public record KafkaSettings(String bootstrapServers, Map<String, String> producer) {

    /** Producer settings on which the answers' truth, their order or their deadline rest. */
    public static final Set<String> RESERVED =
            Set.of(
                    ProducerConfig.ACKS_CONFIG,
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                    ProducerConfig.PARTITIONER_CLASS_CONFIG,
                    ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
                    ProducerConfig.RETRIES_CONFIG,
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                    ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

    private static final Duration KAFKAS_DEFAULT = Duration.ofMinutes(2);

    public KafkaSettings {
        SettingRange.checkNotBlank("kafka.bootstrap-servers", bootstrapServers);
        producer = Map.copyOf(producer);
        producer.keySet().forEach(KafkaSettings::check);
    }

    private static void check(String key) {
        if (RESERVED.contains(key)) {
            throw new InvalidSettings(
                    "ingest.kafka.producer." + key + " cannot be set: the service relies on it");
        }
        if (!ProducerConfig.configNames().contains(key)) {
            throw new InvalidSettings(
                    "unknown setting ingest.kafka.producer."
                            + key
                            + Suggestion.nearest(key, ProducerConfig.configNames())
                                    .map(near -> ": did you mean " + near + "?")
                                    .orElse(""));
        }
    }

    /** How long the producer tries to send a record. */
    public Duration deliveryTimeout() {
        String millis = producer.get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
        return millis == null ? KAFKAS_DEFAULT : Duration.ofMillis(Long.parseLong(millis.strip()));
    }

    /** Fails, naming the key, if Kafka's client does not take the producer settings' values. */
    void checkValues() {
        try {
            var all = new TreeMap<String, Object>(producer);
            all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
            all.put(
                    ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                    "org.apache.kafka.common.serialization.ByteArraySerializer");
            all.put(
                    ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                    "org.apache.kafka.common.serialization.ByteArraySerializer");
            ProducerConfig checked = new ProducerConfig(all);
            checked.ignore(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
        } catch (ConfigException e) {
            throw new InvalidSettings("ingest.kafka.producer: " + e.getMessage());
        }
    }

    static KafkaSettings create(Config config) {
        var producer = new TreeMap<String, String>();
        String prefix = config.get("producer").key() + ".";
        config.get("producer")
                .asMap()
                .ifPresent(all ->
                        all.forEach((key, value) ->
                                producer.put(
                                        key.startsWith(prefix)
                                                ? key.substring(prefix.length())
                                                : key,
                                        value)));
        var settings =
                new KafkaSettings(config.get("bootstrap-servers").asString().orElse(""), producer);
        settings.checkValues();
        return settings;
    }
}
