// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.ConsumerService;
import dev.headgate.contract.growth.GateOrder;
import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.embedded.EmbeddedKafka;
import dev.headgate.embedded.EmbeddedPostgres;
import dev.headgate.ingest.IngestService;
import dev.headgate.operator.resource.GrowthStatus;
import dev.headgate.operator.topic.GrowingTopics;
import dev.headgate.operator.topic.GrowthProtocol;
import dev.headgate.operator.topic.KafkaAccess;
import dev.headgate.operator.topic.KafkaClusters;
import dev.headgate.operator.topic.PendingGrowth;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A pipeline with two ingest instances, one consumer, a real broker and a real database that notes
 * the order in which rows arrive; and the operator's part for growth, looked at by the test.
 */
final class GrowthRig implements AutoCloseable {

    static final int FROM = 2;
    static final int TO = 6;

    private static final int INGEST_INSTANCES = 2;
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final String topic;
    final ArrivalLog arrivals;
    private final PipelineMetadata pipeline;
    private final PipelineNames names;
    private final EmbeddedKafka kafka;
    private final EmbeddedPostgres postgres;
    private final Admin admin;
    private final KafkaClusters clusters = new KafkaClusters(InstantSource.system());
    private final List<IngestService> ingest;
    private final ConsumerService consumer;
    private final List<IngestReplica> replicas = new ArrayList<>();
    private List<GrowthStatus> statuses = List.of();

    /** One server pair for all rigs of a test class. */
    record Servers(EmbeddedKafka kafka, EmbeddedPostgres postgres) implements AutoCloseable {

        static Servers start(Path folder) {
            return new Servers(
                    EmbeddedKafka.start(folder.resolve("kafka"), 0),
                    EmbeddedPostgres.start(folder.resolve("postgres"), 0));
        }

        @Override
        public void close() {
            kafka.close();
            postgres.close();
        }
    }

    /**
     * A pipeline.
     *
     * @param rowMillis how long the database takes for each row, so that a backlog can be made
     */
    GrowthRig(Servers servers, int rowMillis) throws Exception {
        this.topic = "growing-" + NUMBERS.incrementAndGet();
        this.pipeline = new PipelineMetadata(topic, "default");
        this.names = PipelineNames.of(pipeline);
        this.kafka = servers.kafka();
        this.postgres = servers.postgres();
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        admin.createTopics(
                        List.of(
                                new NewTopic(topic, FROM, (short) 1),
                                new NewTopic(PipelineNames.deadLetterTopic(topic), TO, (short) 1)))
                .all()
                .get();
        this.arrivals = new ArrivalLog(postgres, names.schema(), rowMillis);
        this.consumer = ConsumerService.start(config(consumerSettings()));
        this.ingest =
                IntStream.range(0, INGEST_INSTANCES)
                        .mapToObj(_ -> IngestService.start(config(ingestSettings())))
                        .toList();
        ingest.forEach(service ->
                replicas.add(
                        new IngestReplica(
                                "ingest-" + service.port(), local(service.managementPort()))));
    }

    private Map<String, String> ingestSettings() {
        var settings = new TreeMap<String, String>();
        settings.put("ingest.pipeline.name", pipeline.name());
        settings.put("ingest.server.host", "127.0.0.1");
        settings.put("ingest.server.port", "0");
        settings.put("ingest.server.management-port", "0");
        settings.put("ingest.kafka.bootstrap-servers", kafka.bootstrapServers());
        settings.put("ingest.topics.0.name", topic);
        return settings;
    }

    private Map<String, String> consumerSettings() {
        var settings = new TreeMap<String, String>();
        settings.put("consumer.pipeline.name", pipeline.name());
        settings.put("consumer.server.host", "127.0.0.1");
        settings.put("consumer.server.management-port", "0");
        settings.put("consumer.kafka.bootstrap-servers", kafka.bootstrapServers());
        settings.put("consumer.kafka.group-id", names.consumerGroup());
        settings.put("consumer.database.url", postgres.jdbcUrl());
        settings.put("consumer.database.username", postgres.username());
        settings.put("consumer.database.password", postgres.password());
        settings.put("consumer.database.schema", names.schema());
        settings.put("consumer.topics.0.name", topic);
        return settings;
    }

    private static Config config(Map<String, String> settings) {
        return Config.just(ConfigSources.create(settings));
    }

    List<URI> ingest() {
        return ingest.stream().map(service -> local(service.port())).toList();
    }

    /** Lets growth see an instance that is none of the rig's. */
    void add(IngestReplica replica) {
        replicas.add(replica);
    }

    TopicGrowth growth(GrowthProtocol protocol) {
        return new TopicGrowth(
                new GrowthTools(
                        _ -> Optional.of(List.copyOf(replicas)),
                        new GateClient(Duration.ofSeconds(2)),
                        new GrowingTopics(clusters),
                        protocol,
                        new LandingPace(InstantSource.system()),
                        () -> true,
                        InstantSource.system()));
    }

    /** One look, as a reconcile has it: the status comes from the last one. */
    GrowthOutcome look(TopicGrowth growth) throws Exception {
        int partitions = partitions();
        List<PendingGrowth> wanted =
                partitions < TO
                        ? List.of(new PendingGrowth(topic, partitions, TO, true))
                        : List.of();
        GrowthOutcome outcome =
                growth.look(
                        new GrowthRequest(
                                pipeline,
                                new KafkaAccess(kafka.bootstrapServers(), Map.of()),
                                wanted,
                                statuses));
        statuses = outcome.statuses();
        return outcome;
    }

    /** Looks until a growth has come to this step. */
    GrowthStatus lookUntil(TopicGrowth growth, GrowthStatus.Step step) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> look(growth).statuses().stream().findFirst(),
                        found -> found.isPresent() && found.get().step() == step)
                .orElseThrow();
    }

    int partitions() throws InterruptedException, ExecutionException {
        return requireNonNull(admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic))
                .partitions()
                .size();
    }

    /** As anybody may who knows nothing of gates. */
    void growAtOnce() throws InterruptedException, ExecutionException {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(TO))).all().get();
    }

    /** Has both instances see the partitions at once, as they would after some minutes. */
    void refreshProducers() {
        GateClient gates = new GateClient(Duration.ofSeconds(2));
        try (gates) {
            gates.close(List.copyOf(replicas), topic, new GateOrder(TO, 1_000));
            // Seeing the partitions opens the gates.
        }
    }

    static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        ingest.forEach(IngestService::stop);
        consumer.stop();
        clusters.close();
        admin.close(Duration.ZERO);
    }
}
