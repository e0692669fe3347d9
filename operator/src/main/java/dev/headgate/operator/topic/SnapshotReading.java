// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** One look at some topics of a cluster, in three requests whatever their number. Used once. */
final class SnapshotReading {

    private static final String DEFAULT_REPLICATION = "default.replication.factor";

    /** Ends a look; it stays within this class. */
    private static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswer(@Nullable Throwable cause) {
            super(cause);
        }
    }

    private final Admin admin;
    private final Collection<String> names;
    private final long deadlineNanos;
    private final Map<String, TopicDescription> described = new HashMap<>();
    private final Map<String, Map<String, String>> configs = new HashMap<>();
    private final Set<String> denied = new HashSet<>();
    private @Nullable Integer defaultReplication;

    SnapshotReading(Admin admin, Collection<String> names, long deadlineNanos) {
        this.admin = admin;
        this.names = List.copyOf(names);
        this.deadlineNanos = deadlineNanos;
    }

    /**
     * Asks; blocks until the deadline at most.
     *
     * @param trouble what a failure means; nothing stands for silence
     */
    ClusterReading read(Function<@Nullable Throwable, ClusterTrouble> trouble) {
        try {
            DescribeClusterResult cluster = admin.describeCluster();
            Map<String, KafkaFuture<TopicDescription>> topics =
                    admin.describeTopics(names).topicNameValues();
            String id = given(cluster.clusterId());
            Collection<Node> brokers = given(cluster.nodes());
            takeTopics(topics);
            takeConfigs(brokers);
            return new ClusterReading.Reachable(
                    new ClusterSnapshot(id, brokers.size(), defaultReplication, found(), denied));
        } catch (NoAnswer e) {
            return new ClusterReading.Unreachable(trouble.apply(e.getCause()));
        }
    }

    private void takeTopics(Map<String, KafkaFuture<TopicDescription>> topics) throws NoAnswer {
        for (Map.Entry<String, KafkaFuture<TopicDescription>> each : topics.entrySet()) {
            switch (KafkaAnswer.await(each.getValue(), deadlineNanos)) {
                case KafkaAnswer.Given<TopicDescription>(TopicDescription topic) ->
                        described.put(each.getKey(), topic);
                case KafkaAnswer.Failed<TopicDescription>(Throwable cause) -> {
                    if (cause instanceof AuthorizationException) {
                        denied.add(each.getKey());
                    } else if (!(cause instanceof UnknownTopicOrPartitionException)) {
                        throw new NoAnswer(cause);
                    }
                }
                case KafkaAnswer.Late<TopicDescription> _ -> throw new NoAnswer(null);
            }
        }
    }

    private void takeConfigs(Collection<Node> brokers) throws NoAnswer {
        var resources = new ArrayList<ConfigResource>();
        described.keySet().forEach(name -> resources.add(topic(name)));
        // The broker's default matters only to topics that are still to be made.
        if (described.size() + denied.size() < names.size() && !brokers.isEmpty()) {
            String any = brokers.iterator().next().idString();
            resources.add(new ConfigResource(ConfigResource.Type.BROKER, any));
        }
        for (Map.Entry<ConfigResource, KafkaFuture<Config>> each :
                admin.describeConfigs(resources).values().entrySet()) {
            switch (KafkaAnswer.await(each.getValue(), deadlineNanos)) {
                case KafkaAnswer.Given<Config>(Config config) -> take(each.getKey(), config);
                case KafkaAnswer.Failed<Config>(Throwable cause) ->
                        takeRefusal(each.getKey(), cause);
                case KafkaAnswer.Late<Config> _ -> throw new NoAnswer(null);
            }
        }
    }

    private void take(ConfigResource resource, Config config) {
        switch (resource.type()) {
            case TOPIC -> configs.put(resource.name(), values(config));
            case BROKER -> {
                String value = values(config).get(DEFAULT_REPLICATION);
                defaultReplication = value == null ? null : Integer.valueOf(value);
            }
            default -> throw new IllegalStateException("nobody asked for " + resource.type());
        }
    }

    private void takeRefusal(ConfigResource resource, Throwable cause) throws NoAnswer {
        boolean topic = resource.type() == ConfigResource.Type.TOPIC;
        if (topic && cause instanceof UnknownTopicOrPartitionException) {
            described.remove(resource.name());
        } else if (topic && cause instanceof AuthorizationException) {
            denied.add(resource.name());
        } else if (!(cause instanceof AuthorizationException)) {
            throw new NoAnswer(cause);
        }
    }

    private Map<String, FoundTopic> found() {
        return described.values().stream()
                .filter(topic -> !denied.contains(topic.name()))
                .collect(Collectors.toMap(TopicDescription::name, this::found));
    }

    private FoundTopic found(TopicDescription topic) {
        return new FoundTopic(
                topic.name(),
                topic.topicId().toString(),
                topic.partitions().size(),
                topic.partitions().getFirst().replicas().size(),
                (int)
                        topic.partitions().stream()
                                .filter(partition ->
                                        partition.leader() == null || partition.leader().isEmpty())
                                .count(),
                configs.getOrDefault(topic.name(), Map.of()));
    }

    private static Map<String, String> values(Config config) {
        return config.entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    private <T> T given(KafkaFuture<T> future) throws NoAnswer {
        return switch (KafkaAnswer.await(future, deadlineNanos)) {
            case KafkaAnswer.Given<T>(T value) -> value;
            case KafkaAnswer.Failed<T>(Throwable cause) -> throw new NoAnswer(cause);
            case KafkaAnswer.Late<T> _ -> throw new NoAnswer(null);
        };
    }

    private static ConfigResource topic(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }
}
