// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import dev.headgate.contract.settings.SecretFiles;
import dev.headgate.contract.settings.SettingKeys;
import io.helidon.config.Config;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Settings of Kafka's own clients: what passes through, what is refused, what is always set. */
final class NativeKafkaSettings {

    /** What the guarantees rest on, or what has a setting of our own. */
    private static final Set<String> REFUSED =
            Set.of(
                    ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    ConsumerConfig.GROUP_ID_CONFIG,
                    ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                    ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                    ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                    ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG);

    /** Only what moves is given back, and a dead member is missed soon. */
    private static final Map<String, String> CLASSIC =
            Map.of(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                    CooperativeStickyAssignor.class.getName(),
                    ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                    "10000",
                    ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                    "2000");

    private NativeKafkaSettings() {}

    /** Reads the keys below {@code consumer.kafka.consumer}; Kafka's own names have dots. */
    static Map<String, String> read(Config config, SettingsReader reader) {
        var settings = new TreeMap<String, String>();
        String prefix = config.key().toString() + ".";
        config.traverse()
                .filter(Config::hasValue)
                .forEach(leaf ->
                        settings.put(
                                leaf.key().toString().substring(prefix.length()),
                                leaf.asString().orElse("")));
        settings.keySet().stream()
                .filter(REFUSED::contains)
                .forEach(key ->
                        reader.problem("consumer.kafka.consumer." + key + " may not be set"));
        SettingKeys.unknown(ConsumerConfig.configNames(), settings.keySet())
                .forEach(sentence -> reader.problem("in consumer.kafka.consumer: " + sentence));
        return settings;
    }

    /** Everything for Kafka's consumer. */
    static Map<String, Object> consumer(ConsumerSettings settings, String clientId) {
        var all = consumer(settings, clientId, "consumer");
        // The classic protocol's own: with the newer one they are the brokers' settings.
        all.keySet().removeAll(CLASSIC.keySet());
        return all;
    }

    /** The same for the classic group protocol. */
    static Map<String, Object> classic(ConsumerSettings settings, String clientId) {
        var all = new TreeMap<String, Object>(CLASSIC);
        all.putAll(consumer(settings, clientId, "classic"));
        return all;
    }

    private static Map<String, Object> consumer(
            ConsumerSettings settings, String clientId, String groupProtocol) {
        var all = new TreeMap<String, Object>();
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        all.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "16777216");
        all.putAll(SecretFiles.resolve(settings.kafka().consumer()));
        all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
        all.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        all.put(ConsumerConfig.GROUP_ID_CONFIG, settings.kafka().groupId());
        all.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, groupProtocol);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        String bytes = ByteArrayDeserializer.class.getName();
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, bytes);
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, bytes);
        return all;
    }

    /**
     * Everything for the producer of dead letters: of the native settings those that it knows too,
     * such as the login.
     *
     * @param bytesMax bytes that are in flight at most
     */
    static Map<String, Object> producer(ConsumerSettings settings, String clientId, int bytesMax) {
        var all = new TreeMap<String, Object>();
        SecretFiles.resolve(settings.kafka().consumer()).entrySet().stream()
                .filter(entry -> ProducerConfig.configNames().contains(entry.getKey()))
                .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        // These are classes of a consumer.
        all.remove(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG);
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
        all.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        // What was small enough when it was compressed is so again.
        all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "20000");
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, bytesMax + (1 << 20));
        all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * (bytesMax + (1 << 20)));
        return all;
    }

    /** Everything for the admin client: of the native settings those that it knows. */
    static Map<String, Object> admin(ConsumerSettings settings, String clientId) {
        var all = new TreeMap<String, Object>();
        all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        SecretFiles.resolve(settings.kafka().consumer()).entrySet().stream()
                .filter(entry -> AdminClientConfig.configNames().contains(entry.getKey()))
                .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        all.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
        all.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId + "-admin");
        return all;
    }
}
