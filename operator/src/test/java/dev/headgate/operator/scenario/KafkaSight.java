// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** A second look at the broker's topics, without the operator. */
final class KafkaSight implements AutoCloseable {

    private final Admin admin;

    KafkaSight(String bootstrapServers) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Number of partitions of each topic that has a text in its name. */
    SortedMap<String, Integer> partitions(String inName) {
        List<String> names =
                got(admin.listTopics().names()).stream()
                        .filter(name -> name.contains(inName))
                        .toList();
        return got(admin.describeTopics(names).allTopicNames()).entrySet().stream()
                .collect(
                        toMap(
                                Map.Entry::getKey,
                                topic -> topic.getValue().partitions().size(),
                                (first, _) -> first,
                                TreeMap::new));
    }

    String topicId(String topic) {
        Map<String, TopicDescription> topics =
                got(admin.describeTopics(List.of(topic)).allTopicNames());
        return requireNonNull(topics.get(topic)).topicId().toString();
    }

    String config(String topic, String name) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return requireNonNull(got(admin.describeConfigs(List.of(resource)).all()).get(resource))
                .get(name)
                .value();
    }

    void create(String topic, int partitions) {
        got(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all());
    }

    void delete(String topic) {
        got(admin.deleteTopics(List.of(topic)).all());
    }

    private static <T> T got(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
