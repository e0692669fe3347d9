// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import dev.headgate.contract.pipeline.Deduplicate;
import dev.headgate.contract.pipeline.StartFrom;
import dev.headgate.contract.settings.SettingKeys;
import io.helidon.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The consumer service's settings, complete and checked; {@code application.yaml} says what each
 * means. None can be changed at run time.
 *
 * @param pipeline which pipeline is served
 * @param server management port
 * @param kafka brokers and group
 * @param database connections and schema
 * @param topics topics to read
 * @param startFrom where a topic begins that was never seen
 * @param deduplicate whether events are unique by their id
 * @param deduplicateHours how long ids are remembered
 * @param batch bounds of one transaction
 * @param handler what happens to events before they land
 * @param retry what becomes of records that may land later
 * @param poisonStop when poison stops the line
 * @param retention how long landed rows are kept
 * @param relay how dead letters get into their topics
 * @param letterAccess who may look at dead letters over HTTP
 * @param memoryBytesMax bytes of fetched records in memory
 * @param drainTimeout how long stopping may take
 */
public record ConsumerSettings(
        PipelineId pipeline,
        ServerSettings server,
        KafkaSettings kafka,
        DatabaseSettings database,
        List<String> topics,
        StartFrom startFrom,
        Deduplicate deduplicate,
        int deduplicateHours,
        BatchSettings batch,
        HandlerSettings handler,
        RetrySettings retry,
        PoisonStopSettings poisonStop,
        RetentionSettings retention,
        RelaySettings relay,
        LetterAccessSettings letterAccess,
        long memoryBytesMax,
        Duration drainTimeout) {

    private static final String NATIVE = "kafka.consumer.";

    private static final Set<String> KEYS =
            Set.of(
                    "pipeline.namespace",
                    "pipeline.name",
                    "server.host",
                    "server.management-port",
                    "kafka.bootstrap-servers",
                    "kafka.group-id",
                    "kafka.group-protocol",
                    "database.url",
                    "database.username",
                    "database.password",
                    "database.schema",
                    "database.connections-max",
                    "topics.0.name",
                    "start-from",
                    "deduplicate",
                    "deduplicate-hours",
                    "batch.records-max",
                    "batch.bytes-max",
                    "handler.name",
                    "handler.time-limit",
                    "retry.delays",
                    "retry.attempts-max",
                    "retry.age-max",
                    "retry.parked-max",
                    "retry.keep-key-order",
                    "retry.key-queue-max",
                    "poison-stop.percent",
                    "poison-stop.records-min",
                    "retention.days",
                    "retention.rows-per-second-max",
                    "relay.enabled",
                    "relay.records-max",
                    "relay.bytes-max",
                    "relay.poll-interval",
                    "relay.backoff-max",
                    "dead-letters.token-file",
                    "memory-bytes-max",
                    "drain-timeout");

    /**
     * A pipeline's name, as it stands in logs and metrics.
     *
     * @param namespace its namespace
     * @param name its name
     */
    public record PipelineId(String namespace, String name) {}

    /**
     * The management port.
     *
     * @param host address to listen on
     * @param managementPort port; 0 = any free one
     */
    public record ServerSettings(String host, int managementPort) {}

    /**
     * Kafka.
     *
     * @param bootstrapServers brokers
     * @param groupId consumer group
     * @param groupProtocol how its members come to terms
     * @param consumer native settings that pass through
     */
    public record KafkaSettings(
            String bootstrapServers,
            String groupId,
            GroupProtocol groupProtocol,
            Map<String, String> consumer) {

        /** Keeps the map from changing. */
        public KafkaSettings {
            consumer = Map.copyOf(consumer);
        }

        /** Native settings may hold secrets: only their names are shown. */
        @Override
        public String toString() {
            return "KafkaSettings[bootstrapServers=%s, groupId=%s, groupProtocol=%s, consumer=%s]"
                    .formatted(bootstrapServers, groupId, groupProtocol, consumer.keySet());
        }
    }

    /**
     * PostgreSQL.
     *
     * @param url JDBC address
     * @param username role
     * @param password its password
     * @param schema the pipeline's schema
     * @param connectionsMax most connections at once
     */
    public record DatabaseSettings(
            String url, String username, String password, String schema, int connectionsMax) {

        DatabaseSettings withConnections(int max) {
            return new DatabaseSettings(url, username, password, schema, max);
        }

        @Override
        public String toString() {
            return "DatabaseSettings[url=%s, username=%s, password=***, schema=%s, connectionsMax=%d]"
                    .formatted(url, username, schema, connectionsMax);
        }
    }

    /**
     * Bounds of one transaction.
     *
     * @param recordsMax most records
     * @param bytesMax most bytes, unless one record alone has more
     */
    public record BatchSettings(int recordsMax, long bytesMax) {}

    /** Keeps the list from changing. */
    public ConsumerSettings {
        topics = List.copyOf(topics);
    }

    /**
     * Reads the settings below {@code consumer} of a root configuration.
     *
     * @throws SettingsException naming everything that is missing, wrong or unknown
     */
    public static ConsumerSettings create(Config root) {
        Config config = root.get("consumer").detach();
        var reader = new SettingsReader(config);
        given(config).forEach(sentence -> reader.problem(sentence + " (below consumer)"));
        var settings =
                new ConsumerSettings(
                        new PipelineId(
                                reader.text("pipeline.namespace", "default"),
                                reader.required("pipeline.name")),
                        server(reader),
                        new KafkaSettings(
                                reader.required("kafka.bootstrap-servers"),
                                reader.required("kafka.group-id"),
                                reader.oneOf(
                                        "kafka.group-protocol",
                                        GroupProtocol.class,
                                        GroupProtocol.Auto),
                                NativeKafkaSettings.read(config.get("kafka.consumer"), reader)),
                        database(reader),
                        reader.names("topics"),
                        reader.oneOf("start-from", StartFrom.class, StartFrom.Earliest),
                        reader.oneOf("deduplicate", Deduplicate.class, Deduplicate.ByEventId),
                        (int) reader.number("deduplicate-hours", 168, 1, 8_760),
                        new BatchSettings(
                                (int) reader.number("batch.records-max", 1_000, 1, 10_000),
                                reader.number("batch.bytes-max", 8 << 20, 1 << 10, 256 << 20)),
                        HandlerSettings.read(reader),
                        RetrySettings.read(reader),
                        PoisonStopSettings.read(reader),
                        RetentionSettings.read(reader),
                        RelaySettings.read(reader),
                        LetterAccessSettings.read(reader),
                        reader.number("memory-bytes-max", 128 << 20, 1 << 20, Long.MAX_VALUE),
                        reader.duration(
                                "drain-timeout", Duration.ofSeconds(20), Duration.ofMinutes(10)));
        reader.check();
        return settings;
    }

    private static ServerSettings server(SettingsReader reader) {
        return new ServerSettings(
                reader.text("server.host", "0.0.0.0"),
                (int) reader.number("server.management-port", 9_081, 0, 65_535));
    }

    private static DatabaseSettings database(SettingsReader reader) {
        return new DatabaseSettings(
                reader.required("database.url"),
                reader.text("database.username", "headgate"),
                reader.text("database.password", ""),
                reader.required("database.schema"),
                (int) reader.number("database.connections-max", 4, 1, 64));
    }

    private static List<String> given(Config config) {
        Set<String> given =
                config.traverse()
                        .filter(Config::hasValue)
                        .map(leaf -> leaf.key().toString())
                        .filter(key -> !key.startsWith(NATIVE))
                        .collect(Collectors.toSet());
        return SettingKeys.unknown(KEYS, given);
    }
}
