// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import static java.util.Objects.requireNonNull;

import dev.headgate.embedded.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** A broker that can be killed, the operator's part for topics, and a second look from outside. */
final class TopicRig implements AutoCloseable {

    /** Long for a broker of the same machine, short for a test of one that is away. */
    static final Duration ANSWER_MAX = Duration.ofSeconds(4);

    final KafkaProcess kafka;
    final AdminTap.Ear ear = new AdminTap.Ear();
    final MemoryClaims store = new MemoryClaims();
    final Set<PipelineIdentity> gone = new HashSet<>();
    final TopicClaims claims = new TopicClaims(store, gone::contains);
    final KafkaClusters clusters =
            new KafkaClusters(
                    InstantSource.system(),
                    access ->
                            new KafkaCluster(
                                    access, ANSWER_MAX, settings -> new AdminTap(settings, ear)));

    TopicRig(Path folder) {
        kafka = KafkaProcess.start(folder);
    }

    KafkaAccess access() {
        return new KafkaAccess(kafka.bootstrapServers(), Map.of());
    }

    TopicResult run(TopicRequest request) {
        return new TopicReconciliation(clusters, claims, () -> true).run(access(), request);
    }

    TopicDescription describe(String topic) throws Exception {
        try (Admin admin = outside()) {
            return requireNonNull(
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
        }
    }

    Collection<String> names() throws Exception {
        try (Admin admin = outside()) {
            return admin.listTopics().names().get();
        }
    }

    String config(String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = outside()) {
            return requireNonNull(
                            admin.describeConfigs(List.of(resource)).all().get().get(resource))
                    .get(name)
                    .value();
        }
    }

    void configure(String topic, String name, String value) throws Exception {
        var change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        try (Admin admin = outside()) {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                    List.of(change)))
                    .all()
                    .get();
        }
    }

    void create(String topic, int partitions) throws Exception {
        try (Admin admin = outside()) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
        }
    }

    void delete(String topic) throws Exception {
        try (Admin admin = outside()) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    long records(String topic) throws Exception {
        var ends = new HashMap<TopicPartition, OffsetSpec>();
        describe(topic)
                .partitions()
                .forEach(each ->
                        ends.put(new TopicPartition(topic, each.partition()), OffsetSpec.latest()));
        try (Admin admin = outside()) {
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                    .sum();
        }
    }

    Admin outside() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @Override
    public void close() {
        clusters.close();
        kafka.close();
    }
}
