// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.headgate.contract.event.EventEnvelope;
import dev.headgate.contract.event.HeaderField;
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
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** A topic of its own, a schema of its own, and the hands to put records in and look at rows. */
final class Rig implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final String topic;
    final int partitions;
    private final String schema;
    private final String bootstrapServers;
    private final EmbeddedPostgres postgres;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> sends = new ArrayList<>();

    /** A place in Kafka's log. */
    record Coordinate(int partition, long offset) {}

    private Rig(String bootstrapServers, EmbeddedPostgres postgres, int partitions) {
        int number = NUMBERS.incrementAndGet();
        this.topic = "orders-" + number;
        this.schema = "hg_test_" + number;
        this.partitions = partitions;
        this.bootstrapServers = bootstrapServers;
        this.postgres = postgres;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "5"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    static Rig of(Servers servers, int partitions) {
        return of(servers.kafka().bootstrapServers(), servers.postgres(), partitions);
    }

    static Rig of(String bootstrapServers, EmbeddedPostgres postgres, int partitions) {
        var rig = new Rig(bootstrapServers, postgres, partitions);
        PipelineSchema.migrate(
                postgres.jdbcUrl(), postgres.username(), postgres.password(), rig.schema);
        try {
            rig.admin
                    .createTopics(List.of(new NewTopic(rig.topic, partitions, (short) 1)))
                    .all()
                    .get();
            rig.awaitLeaders();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return rig;
    }

    /**
     * A topic that was just made refuses its first records for a moment, and an idempotent producer
     * does not always recover from that. Whoever answers for its offsets leads it; the broker asked
     * first may not have heard of the topic yet.
     */
    private void awaitLeaders() {
        awaitLeaders(topicPartitions());
    }

    private void awaitLeaders(List<TopicPartition> led) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .ignoreException(ExecutionException.class)
                .until(() -> admin.listOffsets(latest(led)).all().get() != null);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    Admin admin() {
        return admin;
    }

    // Settings.

    Map<String, String> settings(String... overrides) {
        var settings = new TreeMap<String, String>();
        settings.put("consumer.pipeline.name", topic);
        settings.put("consumer.server.host", "127.0.0.1");
        settings.put("consumer.server.management-port", "0");
        settings.put("consumer.kafka.bootstrap-servers", bootstrapServers);
        settings.put("consumer.kafka.group-id", group());
        settings.put("consumer.database.url", postgres.jdbcUrl());
        settings.put("consumer.database.username", postgres.username());
        settings.put("consumer.database.password", postgres.password());
        settings.put("consumer.database.schema", schema);
        settings.put("consumer.topics.0.name", topic);
        for (int i = 0; i < overrides.length; i += 2) {
            settings.put(overrides[i], overrides[i + 1]);
        }
        return settings;
    }

    ConsumerSettings typedSettings() {
        return ConsumerSettings.create(config());
    }

    ConsumerService start(String... overrides) {
        return ConsumerService.start(config(overrides));
    }

    private Config config(String... overrides) {
        return Config.just(ConfigSources.create(settings(overrides)));
    }

    String group() {
        return "headgate.test." + topic;
    }

    // Kafka.

    static EventEnvelope envelope(String id) {
        return new EventEnvelope(
                id,
                "order.created",
                "/test",
                "2026-03-01T10:00:00.123456Z",
                "user-" + id,
                "application/json");
    }

    static String json(String id) {
        return "{\"id\":\"%s\",\"amount\":12.50,\"note\":\"ünïcode ✓\"}".formatted(id);
    }

    /**
     * Sends {@code count} good events with ids from {@code first} on, spread over the partitions.
     */
    void sendEvents(int first, int count) {
        IntStream.range(first, first + count)
                .forEach(n -> send(n % partitions, envelope("e" + n), json("e" + n)));
        flush();
    }

    void send(int partition, EventEnvelope envelope, String data) {
        sendRaw(partition, headers(envelope), data.getBytes(UTF_8));
    }

    void sendRaw(int partition, List<Header> headers, byte @Nullable [] value) {
        sendRaw(partition, headers, "key".getBytes(UTF_8), value);
    }

    void sendRaw(
            int partition, List<Header> headers, byte @Nullable [] key, byte @Nullable [] value) {
        sends.add(producer.send(new ProducerRecord<>(topic, partition, key, value, headers)));
    }

    /** Waits until Kafka has acknowledged all that was sent. */
    void flush() {
        producer.flush();
        try {
            for (Future<RecordMetadata> send : sends) {
                send.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        sends.clear();
    }

    static List<Header> headers(EventEnvelope envelope) {
        var headers = new ArrayList<Header>();
        for (HeaderField field : envelope.toHeaders()) {
            headers.add(new RecordHeader(field.name(), field.value()));
        }
        return headers;
    }

    /** Makes the dead-letter topic, with as many partitions as asked for. */
    List<TopicPartition> createDeadLetterTopic(int count) {
        return createTopic("dlq." + topic, count);
    }

    /** Makes the topic of refused events. */
    String createRefusedTopic() {
        return createTopic("refused." + topic, 1).getFirst().topic();
    }

    private List<TopicPartition> createTopic(String name, int count) {
        List<TopicPartition> made =
                IntStream.range(0, count).mapToObj(p -> new TopicPartition(name, p)).toList();
        try {
            admin.createTopics(List.of(new NewTopic(name, count, (short) 1))).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        awaitLeaders(made);
        return made;
    }

    /** Sends to the topic of refused events. */
    void sendRefused(List<Header> headers, String value) {
        sends.add(
                producer.send(
                        new ProducerRecord<>(
                                "refused." + topic,
                                0,
                                "key".getBytes(UTF_8),
                                value.getBytes(UTF_8),
                                headers)));
    }

    /** An independent reading of the whole log: every place that holds a record. */
    List<Coordinate> log() {
        var all = new ArrayList<Coordinate>();
        WholeLog.read(
                bootstrapServers,
                topicPartitions(),
                r -> all.add(new Coordinate(r.partition(), r.offset())));
        return all;
    }

    Map<Integer, Long> endOffsets() {
        try {
            var ends = admin.listOffsets(latest()).all().get();
            return ends.entrySet().stream()
                    .collect(
                            Collectors.toMap(
                                    e -> e.getKey().partition(), e -> e.getValue().offset()));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<TopicPartition, OffsetSpec> latest() {
        return latest(topicPartitions());
    }

    private static Map<TopicPartition, OffsetSpec> latest(List<TopicPartition> of) {
        return of.stream().collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest()));
    }

    Map<Integer, Long> committedOffsets() {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    admin.listConsumerGroupOffsets(group()).partitionsToOffsetAndMetadata().get();
            return committed.entrySet().stream()
                    .collect(
                            Collectors.toMap(
                                    e -> e.getKey().partition(), e -> e.getValue().offset()));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    List<TopicPartition> topicPartitions() {
        return IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
    }

    // PostgreSQL.

    DSLContext dsl() {
        return DSL.using(
                new DriverSource(postgres.jdbcUrl(), postgres.username(), postgres.password()),
                SQLDialect.POSTGRES,
                PipelineSchema.jooqSettings(schema));
    }

    int count(org.jooq.Table<?> table) {
        return dsl().fetchCount(table);
    }

    void awaitRows(int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() ->
                        org.assertj.core.api.Assertions.assertThat(
                                        count(dev.headgate.tables.generated.Tables.EVENT))
                                .isEqualTo(count));
    }

    /** Waits until every partition is settled to the end of its log. */
    void awaitSettled() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> watermarks().equals(endOffsets()));
    }

    Map<Integer, Long> watermarks() {
        var watermark = dev.headgate.tables.generated.Tables.WATERMARK;
        return dsl().select(watermark.KAFKA_PARTITION, watermark.NEXT_OFFSET)
                .from(watermark)
                .fetchMap(watermark.KAFKA_PARTITION, watermark.NEXT_OFFSET);
    }

    List<Coordinate> landed() {
        var event = dev.headgate.tables.generated.Tables.EVENT;
        return dsl().select(event.KAFKA_PARTITION, event.KAFKA_OFFSET)
                .from(event)
                .fetch(row -> new Coordinate(row.value1(), row.value2()));
    }

    List<Coordinate> deadLettered() {
        var dead = dev.headgate.tables.generated.Tables.DEAD_LETTER;
        return dsl().select(dead.KAFKA_PARTITION, dead.KAFKA_OFFSET)
                .from(dead)
                .fetch(row -> new Coordinate(row.value1(), row.value2()));
    }
}
