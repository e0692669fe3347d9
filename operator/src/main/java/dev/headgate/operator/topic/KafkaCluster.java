// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.operator.topic.TopicAction.AlterConfigs;
import dev.headgate.operator.topic.TopicAction.Create;
import dev.headgate.operator.topic.TopicAction.Delete;
import dev.headgate.operator.topic.TopicAction.Grow;
import dev.headgate.sight.GroupReading;
import dev.headgate.sight.GroupSight;
import dev.headgate.sight.WatchedGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka cluster, asked and changed through one client for all its pipelines. Every call takes
 * many topics at once and ends in a limited time with a value, whatever Kafka does.
 *
 * <p>For any number of threads.
 */
final class KafkaCluster implements AutoCloseable {

    private final KafkaAccess access;
    private final Duration answerMax;
    private final Function<Map<String, Object>, Admin> clients;
    private final ReentrantLock lock = new ReentrantLock();
    private final Semaphore probe = new Semaphore(1);
    private volatile boolean away;
    private @Nullable Admin admin;

    /**
     * Connects with the first call.
     *
     * @param answerMax longest wait for one batch of answers
     */
    KafkaCluster(
            KafkaAccess access, Duration answerMax, Function<Map<String, Object>, Admin> clients) {
        this.access = access;
        this.answerMax = answerMax;
        this.clients = clients;
    }

    /**
     * What the cluster has of these topics. One that was silent is asked by one caller at a time,
     * and the others are told at once: else each of its pipelines would hold up a thread.
     */
    ClusterReading read(Collection<String> topics) {
        if (!away) {
            return asked(topics);
        }
        if (!probe.tryAcquire()) {
            return new ClusterReading.Unreachable(silent());
        }
        try {
            return asked(topics);
        } finally {
            probe.release();
        }
    }

    private ClusterReading asked(Collection<String> topics) {
        ClusterReading reading = reading(topics);
        away =
                reading instanceof ClusterReading.Unreachable(ClusterTrouble trouble)
                        && trouble instanceof ClusterTrouble.Silent;
        return reading;
    }

    private ClusterReading reading(Collection<String> topics) {
        try {
            return new SnapshotReading(admin(), topics, deadline()).read(this::trouble);
        } catch (KafkaException | IllegalStateException e) {
            return new ClusterReading.Unreachable(notCalled(e));
        }
    }

    /** Makes topics. */
    ClusterWriting create(List<Create> topics) {
        return write(
                "create",
                client ->
                        client.createTopics(topics.stream().map(KafkaCluster::newTopic).toList())
                                .values());
    }

    private static NewTopic newTopic(Create topic) {
        return new NewTopic(
                        topic.topic(),
                        Optional.of(topic.partitions()),
                        Optional.ofNullable(topic.replicationFactor()).map(Integer::shortValue))
                .configs(topic.configs());
    }

    /** How much of each topic has not landed yet; without a topic of which that cannot be told. */
    Map<String, TopicBacklog> backlogs(String group, Collection<String> topics) {
        try {
            return new BacklogReading(admin(), group, topics, deadline()).read();
        } catch (KafkaException | IllegalStateException _) {
            return Map.of();
        }
    }

    /** How far consumer groups are, by their names; without those of which it cannot be told. */
    Map<String, GroupSight> groups(Collection<WatchedGroup> groups, Duration timeout) {
        try {
            return new GroupReading(admin(), groups, timeout).read();
        } catch (KafkaException | IllegalStateException _) {
            return Map.of();
        }
    }

    /** Adds partitions. */
    ClusterWriting grow(List<Grow> topics) {
        return grow(topics, new CreatePartitionsOptions());
    }

    /** Adds partitions within so long, or not at all. */
    ClusterWriting growWithin(Duration time, Grow topic) {
        return grow(
                List.of(topic),
                new CreatePartitionsOptions().timeoutMs(Math.toIntExact(time.toMillis())));
    }

    private ClusterWriting grow(List<Grow> topics, CreatePartitionsOptions options) {
        Map<String, NewPartitions> wanted =
                topics.stream()
                        .collect(
                                Collectors.toMap(
                                        Grow::topic,
                                        topic -> NewPartitions.increaseTo(topic.partitions())));
        return write("grow", client -> client.createPartitions(wanted, options).values());
    }

    /** Changes settings and leaves those that are not named. */
    ClusterWriting configure(List<AlterConfigs> topics) {
        var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
        for (AlterConfigs topic : topics) {
            changes.put(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic.topic()),
                    topic.configs().entrySet().stream()
                            .map(entry -> new ConfigEntry(entry.getKey(), entry.getValue()))
                            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
                            .toList());
        }
        return write(
                "configure",
                client ->
                        client.incrementalAlterConfigs(changes).values().entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                entry -> entry.getKey().name(),
                                                Map.Entry::getValue)));
    }

    /** Deletes topics by Kafka's id, so that none of the same name made meanwhile can be hit. */
    ClusterWriting delete(List<Delete> topics) {
        Map<Uuid, String> names =
                topics.stream()
                        .collect(
                                Collectors.toMap(
                                        topic -> Uuid.fromString(topic.topicId()), Delete::topic));
        return write(
                "delete",
                client ->
                        client
                                .deleteTopics(TopicCollection.ofTopicIds(names.keySet()))
                                .topicIdValues()
                                .entrySet()
                                .stream()
                                .collect(
                                        Collectors.toMap(
                                                entry -> names.getOrDefault(entry.getKey(), ""),
                                                Map.Entry::getValue)));
    }

    private ClusterWriting write(
            String operation, Function<Admin, Map<String, KafkaFuture<Void>>> call) {
        var refused = new ArrayList<TopicProblem>();
        try {
            long deadline = deadline();
            Map<String, KafkaFuture<Void>> answers = call.apply(admin());
            for (Map.Entry<String, KafkaFuture<Void>> each : answers.entrySet()) {
                switch (KafkaAnswer.await(each.getValue(), deadline)) {
                    case KafkaAnswer.Given<Void> _ -> {}
                    case KafkaAnswer.Late<Void> _ -> {
                        return new ClusterWriting.Unreachable(silent());
                    }
                    case KafkaAnswer.Failed<Void>(Throwable cause) -> {
                        switch (KafkaFailure.of(cause, each.getKey(), operation)) {
                            case KafkaFailure.Overtaken _ -> {}
                            case KafkaFailure.Lasting lasting -> refused.add(lasting.problem());
                            case KafkaFailure.Passing _, KafkaFailure.Login _ -> {
                                return new ClusterWriting.Unreachable(trouble(cause));
                            }
                        }
                    }
                }
            }
        } catch (KafkaException | IllegalStateException e) {
            return new ClusterWriting.Unreachable(notCalled(e));
        }
        return new ClusterWriting.Answered(refused);
    }

    private ClusterTrouble trouble(@Nullable Throwable cause) {
        return switch (cause) {
            case SslAuthenticationException _ ->
                    new ClusterTrouble.NotTrusted(access.bootstrapServers());
            case AuthenticationException _ ->
                    new ClusterTrouble.LoginRefused(access.bootstrapServers());
            case null, default -> silent();
        };
    }

    private ClusterTrouble silent() {
        return new ClusterTrouble.Silent(access.bootstrapServers(), answerMax.toSeconds());
    }

    /** A client that is being closed is asked again with a new one; the others cannot be made. */
    private ClusterTrouble notCalled(RuntimeException cause) {
        return cause instanceof KafkaException
                ? new ClusterTrouble.NotFound(access.bootstrapServers())
                : silent();
    }

    private long deadline() {
        return System.nanoTime() + answerMax.toNanos();
    }

    private Admin admin() {
        lock.lock();
        try {
            if (admin == null) {
                admin = clients.apply(settings());
            }
            return admin;
        } finally {
            lock.unlock();
        }
    }

    private Map<String, Object> settings() {
        int millis = Math.toIntExact(answerMax.toMillis());
        var settings = new HashMap<String, Object>(access.security());
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, access.bootstrapServers());
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "headgate-operator");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        // A broker that went away is found again quickly, and not asked without a pause.
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return settings;
    }

    /** Ends the connections at once; a later call makes new ones. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (admin != null) {
                admin.close(Duration.ZERO);
                admin = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
