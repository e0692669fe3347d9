// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.provision;

import dev.headgate.cli.KafkaAdmin;
import dev.headgate.contract.pipeline.PipelineSpec;
import dev.headgate.contract.topic.WantedTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/** Makes topics as a pipeline wants them; never takes anything away. Idempotent. */
public final class TopicProvisioner {

    private static final String DEFAULT_REPLICATION = "default.replication.factor";

    private final KafkaAdmin kafka;
    private final boolean mayGrow;

    /**
     * For one Kafka cluster.
     *
     * @param mayGrow whether partitions may be added to a topic, which moves keys between them
     */
    public TopicProvisioner(KafkaAdmin kafka, boolean mayGrow) {
        this.kafka = kafka;
        this.mayGrow = mayGrow;
    }

    /** Makes the pipeline's topics and their dead-letter topics. */
    public List<TopicReport> provision(PipelineSpec spec) {
        List<WantedTopic> wanted = WantedTopic.of(spec);
        Map<String, TopicDescription> present =
                kafka.describe(wanted.stream().map(WantedTopic::name).toList());
        int replicas = present.size() == wanted.size() ? 1 : defaultReplicas();
        List<WantedTopic> missing =
                wanted.stream().filter(topic -> !present.containsKey(topic.name())).toList();
        create(missing, replicas);
        awaitLeaders(missing);
        Map<ConfigResource, Config> settings =
                kafka.settings(present.keySet().stream().map(TopicProvisioner::resource).toList());
        var reports = new ArrayList<TopicReport>();
        for (WantedTopic topic : wanted) {
            TopicDescription found = present.get(topic.name());
            List<TopicOutcome> outcomes =
                    found == null
                            ? List.of(created(topic, replicas))
                            : adapt(topic, found, settings.get(resource(topic.name())));
            reports.add(new TopicReport(topic.name(), outcomes));
        }
        return reports;
    }

    private void create(List<WantedTopic> topics, int defaultReplicas) {
        kafka.create(
                topics.stream()
                        .map(topic -> {
                            int replicas = replicas(topic, defaultReplicas);
                            return new NewTopic(topic.name(), topic.partitions(), (short) replicas)
                                    .configs(topic.ownedConfigs(replicas));
                        })
                        .toList());
    }

    /**
     * A topic is there before its partitions have leaders. A producer that sends in between can get
     * its sequence numbers refused until its records expire.
     */
    private void awaitLeaders(List<WantedTopic> topics) {
        kafka.awaitLeaders(
                topics.stream()
                        .flatMap(topic ->
                                IntStream.range(0, topic.partitions())
                                        .mapToObj(n -> new TopicPartition(topic.name(), n)))
                        .toList());
    }

    private static int replicas(WantedTopic topic, int otherwise) {
        return Optional.ofNullable(topic.replicationFactor()).orElse(otherwise);
    }

    private static TopicOutcome created(WantedTopic topic, int defaultReplicas) {
        return new TopicOutcome.Created(topic.partitions(), replicas(topic, defaultReplicas));
    }

    private List<TopicOutcome> adapt(
            WantedTopic topic, TopicDescription found, @Nullable Config settings) {
        var outcomes = new ArrayList<TopicOutcome>();
        partitions(topic, found.partitions().size()).ifPresent(outcomes::add);
        int replicas = found.partitions().getFirst().replicas().size();
        if (replicas(topic, replicas) != replicas) {
            outcomes.add(
                    new TopicOutcome.Refused(
                            "it has replication factor %d, the file says %d: reassign its partitions with Kafka's own tool"
                                    .formatted(replicas, topic.replicationFactor())));
        }
        if (settings != null) {
            configure(topic, topic.ownedConfigs(replicas), settings).ifPresent(outcomes::add);
        }
        return outcomes.isEmpty() ? List.of(new TopicOutcome.Unchanged()) : outcomes;
    }

    private Optional<TopicOutcome> partitions(WantedTopic topic, int found) {
        int wanted = topic.partitions();
        if (found == wanted) {
            return Optional.empty();
        }
        if (found > wanted) {
            return Optional.of(
                    new TopicOutcome.Refused(
                            "it has %d partitions, the file says %d, and Kafka cannot take partitions away"
                                    .formatted(found, wanted)));
        }
        if (!mayGrow) {
            return Optional.of(
                    new TopicOutcome.Refused(
                            "it has %d partitions, the file says %d; growing moves keys to other partitions, so it must be asked for with --grow"
                                    .formatted(found, wanted)));
        }
        kafka.grow(topic.name(), NewPartitions.increaseTo(wanted));
        return Optional.of(new TopicOutcome.Grown(found, wanted));
    }

    private Optional<TopicOutcome> configure(
            WantedTopic topic, Map<String, String> wanted, Config found) {
        var changes = new ArrayList<AlterConfigOp>();
        var said = new ArrayList<String>();
        wanted.forEach((name, value) -> {
            ConfigEntry entry = found.get(name);
            if (entry == null || !value.equals(entry.value())) {
                changes.add(
                        new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
                said.add(name + "=" + value);
            }
        });
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        kafka.configure(resource(topic.name()), changes);
        return Optional.of(new TopicOutcome.Configured(said));
    }

    private int defaultReplicas() {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, kafka.anyBroker());
        Config settings = kafka.settings(List.of(broker)).get(broker);
        ConfigEntry entry = settings == null ? null : settings.get(DEFAULT_REPLICATION);
        return entry == null ? 1 : Integer.parseInt(entry.value());
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
