// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.contract.pipeline.StartFrom;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the brokers say of topics: their ids and where their logs begin and end. Calls block. */
final class KafkaTopics {

    private static final ListOffsetsOptions COMMITTED =
            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

    private final Admin admin;

    /**
     * A topic as it is now.
     *
     * @param id Kafka's id of it
     * @param partitions how many partitions it has
     */
    record Topic(UUID id, int partitions) {}

    KafkaTopics(Admin admin) {
        this.admin = admin;
    }

    Map<String, Topic> describe(Collection<String> names)
            throws InterruptedException, ExecutionException {
        return admin.describeTopics(names).allTopicNames().get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> topic(entry.getValue())));
    }

    /** The ids of those of the topics that there are. */
    Map<String, UUID> ids(Collection<String> names)
            throws InterruptedException, ExecutionException {
        var ids = new HashMap<String, UUID>();
        for (var answer : admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                ids.put(answer.getKey(), topic(answer.getValue().get()).id());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return ids;
    }

    /** Where reading a topic begins that the pipeline has never seen. */
    Map<Integer, Long> begin(String name, int partitions, StartFrom startFrom)
            throws InterruptedException, ExecutionException {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        for (int partition = 0; partition < partitions; partition++) {
            asked.put(new TopicPartition(name, partition), spec(startFrom));
        }
        return offsets(asked).entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().partition(), Map.Entry::getValue));
    }

    Map<TopicPartition, Long> earliest(Collection<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        return offsets(partitions, OffsetSpec.earliest());
    }

    Map<TopicPartition, Long> latest(Collection<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        return offsets(partitions, OffsetSpec.latest());
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec spec)
            throws InterruptedException, ExecutionException {
        return offsets(
                partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> spec)));
    }

    private Map<TopicPartition, Long> offsets(Map<TopicPartition, OffsetSpec> asked)
            throws InterruptedException, ExecutionException {
        return admin.listOffsets(asked, COMMITTED).all().get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
    }

    private static OffsetSpec spec(StartFrom startFrom) {
        return switch (startFrom) {
            case Earliest -> OffsetSpec.earliest();
            case Latest -> OffsetSpec.latest();
        };
    }

    private static Topic topic(TopicDescription description) {
        Uuid id = description.topicId();
        return new Topic(
                new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()),
                description.partitions().size());
    }
}
