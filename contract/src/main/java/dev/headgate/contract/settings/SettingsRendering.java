// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.settings;

import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.ConsumerSpec;
import dev.headgate.contract.pipeline.IngestConnections;
import dev.headgate.contract.pipeline.IngestSpec;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.PartitionGrowth;
import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.contract.pipeline.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Renders a pipeline into each service's settings: the one place that knows what a field of the
 * pipeline file means to a service. Keys are those of the services' {@code application.yaml}; the
 * database password is never among them.
 */
public final class SettingsRendering {

    /** On a cluster: longer than it takes until no load balancer sends to a pod that ends. */
    public static final Duration ENDPOINT_REMOVAL_DELAY = Duration.ofSeconds(10);

    /** On a cluster: what a service has for work in flight when it ends. */
    public static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(20);

    /**
     * On a cluster, where topics grow in order: longer than it takes from looking for ingest pods
     * to adding partitions (operator, {@code TopicGrowth}).
     */
    public static final Duration START_HOLD = Duration.ofSeconds(3);

    /** Key of the file with the token for dead letters; it depends on where consumers run. */
    public static final String DEAD_LETTER_TOKEN_FILE = "consumer.dead-letters.token-file";

    private SettingsRendering() {}

    /** Settings of the ingest service; sorted, so that equal pipelines render equally. */
    public static Map<String, String> ingest(IngestionPipeline pipeline, Connections servers) {
        var settings = new TreeMap<String, String>();
        identity("ingest", pipeline.metadata(), settings);
        settings.put("ingest.kafka.bootstrap-servers", servers.kafkaBootstrapServers());
        List<TopicSpec> topics = pipeline.spec().topics();
        for (int i = 0; i < topics.size(); i++) {
            TopicSpec topic = topics.get(i);
            String prefix = "ingest.topics." + i + ".";
            settings.put(prefix + "name", topic.name());
            settings.put(prefix + "partition-by", topic.partitionBy().name());
            for (int j = 0; j < topic.eventTypes().size(); j++) {
                settings.put(prefix + "event-types." + j, topic.eventTypes().get(j));
            }
        }
        IngestSpec ingest = pipeline.spec().ingest();
        settings.put("ingest.limits.event-bytes-max", "" + ingest.maxEventBytes());
        settings.put("ingest.limits.batch-events-max", "" + ingest.maxBatchEvents());
        settings.put("ingest.limits.body-bytes-max", "" + ingest.maxBodyBytes());
        settings.put("ingest.answer-deadline", "PT" + seconds(ingest.answerDeadlineMillis()) + "S");
        if (ingest.keepRefused()) {
            settings.put("ingest.refused.keep", "true");
        }
        IngestConnections connections = ingest.connections();
        if (connections != null) {
            settings.put("ingest.connections.max", "" + connections.max());
            settings.put(
                    "ingest.connections.idle-timeout",
                    "PT" + connections.idleTimeoutSeconds() + "S");
            settings.put(
                    "ingest.connections.receive-timeout",
                    "PT" + connections.receiveTimeoutSeconds() + "S");
        }
        return settings;
    }

    /** Settings of the consumer service; sorted, so that equal pipelines render equally. */
    public static Map<String, String> consumer(
            IngestionPipeline pipeline, Connections connections) {
        PipelineNames names = PipelineNames.of(pipeline.metadata());
        var settings = new TreeMap<String, String>();
        identity("consumer", pipeline.metadata(), settings);
        settings.put("consumer.kafka.bootstrap-servers", connections.kafkaBootstrapServers());
        settings.put("consumer.kafka.group-id", names.consumerGroup());
        settings.put("consumer.database.url", connections.databaseUrl());
        settings.put("consumer.database.username", connections.databaseUsername());
        settings.put("consumer.database.schema", names.schema());
        List<String> topics = consumedTopics(pipeline.spec());
        for (int i = 0; i < topics.size(); i++) {
            settings.put("consumer.topics." + i + ".name", topics.get(i));
        }
        ConsumerSpec consumer = pipeline.spec().consumer();
        settings.put("consumer.start-from", consumer.startFrom().name());
        settings.put("consumer.deduplicate", consumer.deduplicate().name());
        settings.put("consumer.deduplicate-hours", "" + consumer.deduplicateHours());
        return settings;
    }

    /**
     * Settings of the ingest service on a cluster: Kafka may ask for encryption and a login,
     * clients may have to show who they are, and a pod that ends stays reachable for a while.
     */
    public static Map<String, String> ingest(IngestionPipeline pipeline, KafkaConnection kafka) {
        Map<String, String> settings = ingest(pipeline, addresses(kafka));
        KafkaSecurity.properties(kafka)
                .forEach((key, value) -> settings.put("ingest.kafka.producer." + key, value));
        settings.putAll(IngestAccess.settings(pipeline.spec().ingest()));
        settings.put("ingest.drain.endpoint-removal-delay", ENDPOINT_REMOVAL_DELAY.toString());
        settings.put("ingest.drain.timeout", DRAIN_TIMEOUT.toString());
        if (pipeline.spec().topics().stream()
                .anyMatch(topic -> topic.partitionGrowth() == PartitionGrowth.DrainThenGrow)) {
            settings.put("ingest.start-hold", START_HOLD.toString());
        }
        return settings;
    }

    /**
     * Settings of the consumer service on a cluster. Where the database is and how to log in there
     * is said by a Secret, through the environment.
     */
    public static Map<String, String> consumer(IngestionPipeline pipeline, KafkaConnection kafka) {
        Map<String, String> settings = consumer(pipeline, addresses(kafka));
        settings.remove("consumer.database.url");
        settings.remove("consumer.database.username");
        KafkaSecurity.properties(kafka)
                .forEach((key, value) -> settings.put("consumer.kafka.consumer." + key, value));
        settings.put("consumer.drain-timeout", DRAIN_TIMEOUT.toString());
        return settings;
    }

    /** The topics of the pipeline, and those of refused events behind them if these are kept. */
    public static List<String> consumedTopics(PipelineSpec spec) {
        var names = new ArrayList<String>();
        spec.topics().forEach(topic -> names.add(topic.name()));
        if (spec.ingest().keepRefused()) {
            spec.topics().forEach(topic -> names.add(PipelineNames.refusedTopic(topic.name())));
        }
        return names;
    }

    private static Connections addresses(KafkaConnection kafka) {
        return new Connections(kafka.bootstrapServers(), "", "", "");
    }

    private static void identity(
            String service, PipelineMetadata metadata, Map<String, String> settings) {
        settings.put(service + ".pipeline.namespace", metadata.namespace());
        settings.put(service + ".pipeline.name", metadata.name());
    }

    private static String seconds(int millis) {
        return millis % 1000 == 0
                ? "" + millis / 1000
                : "%d.%03d".formatted(millis / 1000, millis % 1000);
    }
}
