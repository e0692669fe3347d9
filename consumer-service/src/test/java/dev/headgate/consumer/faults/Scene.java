// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static java.util.stream.Collectors.toMap;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.ConsumerService;
import dev.headgate.embedded.EmbeddedPostgres;
import dev.headgate.tables.PipelineSchema;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** A topic, a schema and a group of one test's own, on servers that may break. */
final class Scene implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Duration LOOK = Duration.ofMillis(50);

    private final String topic;
    private final int partitions;
    private final String bootstrapServers;
    private final SceneTables tables;
    private final Admin admin;
    private final List<String> groups = new ArrayList<>();

    private Scene(String bootstrapServers, EmbeddedPostgres postgres, int partitions) {
        int number = NUMBERS.incrementAndGet();
        this.topic = "faults-" + number;
        this.partitions = partitions;
        this.bootstrapServers = bootstrapServers;
        this.tables = new SceneTables(postgres, "hg_faults_" + number);
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        newGroup();
    }

    static Scene of(FaultServers servers, int partitions) {
        return of(servers.kafka().bootstrapServers(), servers.postgres(), partitions);
    }

    static Scene of(String bootstrapServers, EmbeddedPostgres postgres, int partitions) {
        var scene = empty(bootstrapServers, postgres, partitions);
        scene.create(new NewTopic(scene.topic, partitions, (short) 1));
        return scene;
    }

    /** A scene whose topic is yet to be made. */
    static Scene empty(String bootstrapServers, EmbeddedPostgres postgres, int partitions) {
        var scene = new Scene(bootstrapServers, postgres, partitions);
        PipelineSchema.migrate(
                postgres.jdbcUrl(),
                postgres.username(),
                postgres.password(),
                scene.tables.schema());
        scene.tables.watchWatermarks();
        return scene;
    }

    /** Makes the topic and waits until all its partitions have leaders. */
    void create(NewTopic described) {
        got(admin.createTopics(List.of(described)).all());
        await().atMost(PATIENCE).ignoreExceptions().until(() -> !ends().isEmpty());
    }

    /** Makes the topic of the dead letters, with such settings. */
    void createDeadLetterTopic(Map<String, String> configs) {
        got(
                admin.createTopics(
                                List.of(
                                        new NewTopic("dlq." + topic, partitions, (short) 1)
                                                .configs(configs)))
                        .all());
        var asked =
                deadLetterPartitions().stream().collect(toMap(p -> p, _ -> OffsetSpec.latest()));
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !got(admin.listOffsets(asked).all()).isEmpty());
    }

    List<TopicPartition> deadLetterPartitions() {
        return topicPartitions().stream()
                .map(p -> new TopicPartition("dlq." + topic, p.partition()))
                .toList();
    }

    void delete() {
        got(admin.deleteTopics(List.of(topic)).all());
    }

    String topic() {
        return topic;
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    Admin admin() {
        return admin;
    }

    SceneTables tables() {
        return tables;
    }

    List<TopicPartition> topicPartitions() {
        return IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
    }

    /** What the service under test is started with. */
    Map<String, String> settings(String... overrides) {
        var settings = new TreeMap<String, String>();
        settings.put("consumer.pipeline.name", topic);
        settings.put("consumer.server.host", "127.0.0.1");
        settings.put("consumer.server.management-port", "0");
        settings.put("consumer.kafka.bootstrap-servers", bootstrapServers);
        settings.put("consumer.kafka.group-id", group());
        settings.put("consumer.database.url", tables.jdbcUrl());
        settings.put("consumer.database.username", tables.username());
        settings.put("consumer.database.password", tables.password());
        settings.put("consumer.database.schema", tables.schema());
        settings.put("consumer.topics.0.name", topic);
        for (int i = 0; i < overrides.length; i += 2) {
            settings.put(overrides[i], overrides[i + 1]);
        }
        return settings;
    }

    /** The service in this JVM, for what needs no kill. */
    ConsumerService start(String... overrides) {
        return ConsumerService.start(Config.just(ConfigSources.create(settings(overrides))));
    }

    /** The service in a child JVM. */
    ConsumerProcess process(String... overrides) {
        return ConsumerProcess.start(settings(overrides));
    }

    String group() {
        return groups.getLast();
    }

    /**
     * Members that are started from here on are in another group: Kafka then gives them the
     * partitions at once, instead of waiting for a session of the dead to end.
     */
    void newGroup() {
        groups.add("headgate.faults." + topic + "." + groups.size());
    }

    /** Every group that there was. */
    List<String> groups() {
        return List.copyOf(groups);
    }

    Uuid topicId() {
        return got(admin.describeTopics(List.of(topic))
                        .topicNameValues()
                        .values()
                        .iterator()
                        .next())
                .topicId();
    }

    /** Where each partition's log ends. */
    Map<Integer, Long> ends() {
        var asked = topicPartitions().stream().collect(toMap(p -> p, _ -> OffsetSpec.latest()));
        return got(admin.listOffsets(asked).all()).entrySet().stream()
                .collect(toMap(e -> e.getKey().partition(), e -> e.getValue().offset()));
    }

    /** What the group has committed to Kafka. */
    Map<Integer, Long> committed() {
        return committed(group());
    }

    Map<Integer, Long> committed(String group) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                got(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return committed.entrySet().stream()
                .collect(toMap(e -> e.getKey().partition(), e -> e.getValue().offset()));
    }

    /** Members of the group now. */
    int members() {
        return described().members().size();
    }

    /** The protocol that the group goes by. */
    GroupType groupType() {
        return described().type();
    }

    private ConsumerGroupDescription described() {
        return got(
                admin.describeConsumerGroups(List.of(group()))
                        .describedGroups()
                        .values()
                        .iterator()
                        .next());
    }

    void awaitRows(long atLeast) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptions()
                .until(() -> tables.landed() >= atLeast);
    }

    /** Waits until every partition is settled to the end of its log. */
    void awaitSettled() {
        awaitSettled(PATIENCE);
    }

    void awaitSettled(Duration atMost) {
        await().atMost(atMost)
                .pollInterval(LOOK)
                .ignoreExceptions()
                .until(() -> tables.watermarks(topicId()).equals(ends()));
    }

    static <T> T got(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
