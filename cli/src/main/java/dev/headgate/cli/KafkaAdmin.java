// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Kafka's Admin, asked with a limit of time and answering with a sentence when it cannot. */
public final class KafkaAdmin implements AutoCloseable {

    private static final int ANSWER_SECONDS_MAX = 30;
    private static final long PAUSE_MILLIS = 100;
    private static final int REQUEST_MILLIS_MAX = 10_000;

    private final Admin admin;
    private final String servers;

    private KafkaAdmin(Admin admin, String servers) {
        this.admin = admin;
        this.servers = servers;
    }

    /** Connects lazily: only questions reach the cluster. */
    public static KafkaAdmin of(String bootstrapServers) {
        return of(bootstrapServers, Map.of());
    }

    /** The same with settings of Kafka's clients, such as a login. */
    public static KafkaAdmin of(String bootstrapServers, Map<String, String> clientSettings) {
        var settings = new HashMap<String, Object>(clientSettings);
        settings.keySet().retainAll(AdminClientConfig.configNames());
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS_MAX);
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "headgate");
        try {
            return new KafkaAdmin(Admin.create(settings), bootstrapServers);
        } catch (KafkaException e) {
            throw CommandFailure.invalid(
                    "Kafka's client cannot be made: " + (e.getCause() == null ? e : e.getCause()));
        }
    }

    /** The number of any broker, as text. */
    public String anyBroker() {
        return answer(admin.describeCluster().nodes()).iterator().next().idString();
    }

    /** Those of the topics that exist. */
    public Map<String, TopicDescription> describe(Collection<String> topics) {
        var found = new HashMap<String, TopicDescription>();
        admin.describeTopics(topics)
                .topicNameValues()
                .forEach((topic, description) -> {
                    try {
                        found.put(topic, await(description));
                    } catch (ExecutionException e) {
                        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                            throw failed(e);
                        }
                    }
                });
        return found;
    }

    /** Settings of topics or brokers. */
    public Map<ConfigResource, Config> settings(Collection<ConfigResource> resources) {
        return answer(admin.describeConfigs(resources).all());
    }

    /** Makes topics; one that another process made meanwhile is no failure. */
    public void create(List<NewTopic> topics) {
        admin.createTopics(topics)
                .values()
                .values()
                .forEach(created -> {
                    try {
                        await(created);
                    } catch (ExecutionException e) {
                        if (!(e.getCause() instanceof TopicExistsException)) {
                            throw failed(e);
                        }
                    }
                });
    }

    /** Adds partitions. */
    public void grow(String topic, NewPartitions partitions) {
        answer(admin.createPartitions(Map.of(topic, partitions)).all());
    }

    /** Changes settings. */
    public void configure(ConfigResource resource, Collection<AlterConfigOp> changes) {
        answer(admin.incrementalAlterConfigs(Map.of(resource, changes)).all());
    }

    /** Offsets of partitions; -1 where there is none for a time. */
    public Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec which) {
        var offsets = new HashMap<TopicPartition, Long>();
        answer(listOffsets(partitions, which))
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    /**
     * Waits until partitions of topics that were just made have leaders. Until a broker has heard
     * of such a topic it says that there is none, which here means: not yet.
     */
    public void awaitLeaders(Collection<TopicPartition> partitions) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS_MAX);
        while (true) {
            try {
                await(listOffsets(partitions, OffsetSpec.latest()));
                return;
            } catch (ExecutionException e) {
                boolean unheardOf = e.getCause() instanceof UnknownTopicOrPartitionException;
                if (!unheardOf || System.nanoTime() > deadline) {
                    throw failed(e);
                }
            }
            pause();
        }
    }

    private KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> listOffsets(
            Collection<TopicPartition> partitions, OffsetSpec which) {
        var wanted = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(partition -> wanted.put(partition, which));
        return admin.listOffsets(wanted).all();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.notDone("Interrupted.");
        }
    }

    private <T> T answer(KafkaFuture<T> future) {
        try {
            return await(future);
        } catch (ExecutionException e) {
            throw failed(e);
        }
    }

    private <T> T await(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw silent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.notDone("Interrupted.");
        }
    }

    private CommandFailure silent() {
        return CommandFailure.notDone("Kafka at " + servers + " does not answer.");
    }

    private CommandFailure failed(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return silent();
        }
        return CommandFailure.notDone(
                "Kafka at %s says: %s".formatted(servers, cause.getMessage()));
    }

    /** Closes connections at once. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
