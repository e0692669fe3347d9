// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.setting;

import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.PartitionBy;
import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.contract.pipeline.TopicSpec;
import dev.headgate.contract.settings.SettingKeys;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All settings of the ingest service. Their defaults stand in {@value #DEFAULTS}, with a comment
 * for each.
 *
 * @param pipeline whose events it takes
 * @param topics where it may send, with the event types of each
 * @param answerDeadline after which a request is answered even if Kafka has not
 * @param startHold how long after its start the service sends nothing
 */
public record IngestSettings(
        PipelineMetadata pipeline,
        ServerSettings server,
        KafkaSettings kafka,
        List<TopicSpec> topics,
        LimitSettings limits,
        RefusedSettings refused,
        ConnectionSettings connections,
        Duration answerDeadline,
        Duration startHold,
        DrainSettings drain,
        CallerSettings callers,
        List<WebhookSettings> webhooks,
        List<SchemaSettings> schemas,
        AccessLogSettings accessLog) {

    /** Resource that lists every key with its default. */
    public static final String DEFAULTS = "dev/headgate/ingest/application.yaml";

    private static final String PASSED_ON = "ingest.kafka.producer.";

    /** A list replaces its default as a whole. */
    private static final String ALGORITHMS = "ingest.callers.jwt.algorithms.";

    public IngestSettings {
        topics = List.copyOf(topics);
        webhooks = List.copyOf(webhooks);
        schemas = List.copyOf(schemas);
        if (topics.isEmpty()) {
            throw new InvalidSettings("ingest.topics is empty: at least one topic is needed");
        }
        SettingRange.check(
                "answer-deadline", answerDeadline, Duration.ofMillis(100), Duration.ofMinutes(1));
        if (server.tls().clientAuth() == TlsSettings.ClientAuth.Optional
                && callers.file().isEmpty()) {
            throw new InvalidSettings(
                    "ingest.server.tls.client-auth is Optional and keeps nobody out: set"
                            + " ingest.callers.file, or Required");
        }
        SettingRange.check("start-hold", startHold, Duration.ZERO, Duration.ofSeconds(30));
    }

    /**
     * Reads the {@code ingest} branch of a root configuration over the defaults; fails with {@link
     * InvalidSettings} on a key that does not exist, telling the nearest that does.
     */
    public static IngestSettings create(Config root) {
        Map<String, String> known =
                flat(Config.just(ConfigSources.classpath(DEFAULTS)).get("ingest"));
        Map<String, String> given = flat(root.get("ingest"));
        refuseUnknown(known.keySet(), given.keySet());
        var merged = new TreeMap<>(known);
        if (given.keySet().stream().anyMatch(key -> key.startsWith(ALGORITHMS))) {
            merged.keySet().removeIf(key -> key.startsWith(ALGORITHMS));
        }
        merged.putAll(given);
        merged.keySet().removeIf(key -> key.startsWith("ingest.topics."));
        Config ingest = Config.just(ConfigSources.create(merged)).get("ingest");
        return new IngestSettings(
                pipeline(ingest.get("pipeline")),
                ServerSettings.create(ingest.get("server")),
                KafkaSettings.create(ingest.get("kafka")),
                topics(root.get("ingest.topics")),
                LimitSettings.create(ingest.get("limits")),
                RefusedSettings.create(ingest.get("refused")),
                ConnectionSettings.create(ingest.get("connections")),
                ingest.get("answer-deadline").as(Duration.class).get(),
                ingest.get("start-hold").as(Duration.class).get(),
                DrainSettings.create(ingest.get("drain")),
                CallerSettings.create(ingest.get("callers")),
                WebhookSettings.list(root.get("ingest.webhooks")),
                SchemaSettings.list(root.get("ingest.schemas")),
                AccessLogSettings.create(ingest.get("access-log")));
    }

    /** Names of all topics that the service sends to. */
    public List<String> topicNames() {
        List<String> names = topics.stream().map(TopicSpec::name).distinct().toList();
        return refused.keep()
                ? Stream.concat(names.stream(), names.stream().map(PipelineNames::refusedTopic))
                        .toList()
                : names;
    }

    private static Map<String, String> flat(Config ingest) {
        var flat = new TreeMap<String, String>();
        ingest.detach()
                .asMap()
                .ifPresent(all -> all.forEach((key, value) -> flat.put("ingest." + key, value)));
        return flat;
    }

    private static void refuseUnknown(Set<String> known, Set<String> given) {
        var checked = new TreeSet<>(given);
        checked.removeIf(key -> key.startsWith(PASSED_ON));
        List<String> unknown = SettingKeys.unknown(known, checked);
        if (!unknown.isEmpty()) {
            throw new InvalidSettings(String.join("; ", unknown));
        }
    }

    private static PipelineMetadata pipeline(Config config) {
        String name = config.get("name").asString().orElse("");
        SettingRange.checkNotBlank("pipeline.name", name);
        return new PipelineMetadata(name, config.get("namespace").asString().get());
    }

    private static List<TopicSpec> topics(Config config) {
        return config.asNodeList().orElse(List.of()).stream()
                .sorted(Comparator.comparingInt(node -> Integer.parseInt(node.name())))
                .map(IngestSettings::topic)
                .toList();
    }

    /** Of a topic's creation the ingest service knows nothing; those fields say so. */
    private static TopicSpec topic(Config config) {
        String name = config.get("name").asString().orElse("");
        SettingRange.checkNotBlank("topics.name", name);
        return new TopicSpec(
                name,
                config.get("event-types").asList(String.class).orElse(List.of("*")),
                partitionBy(config.get("partition-by").asString().orElse("Key")),
                1,
                null,
                1);
    }

    private static PartitionBy partitionBy(String text) {
        return Arrays.stream(PartitionBy.values())
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidSettings(
                                "ingest.topics.partition-by is "
                                        + text
                                        + ": must be one of "
                                        + Arrays.toString(PartitionBy.values())));
    }
}
