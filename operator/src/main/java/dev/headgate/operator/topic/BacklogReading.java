// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.contract.name.PipelineNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One look at how far a consumer group is with some topics, in three requests whatever their
 * number. Used once.
 *
 * <p>Committed offsets follow what has landed, and never run ahead of it: no lag means that all
 * rows are there. They are read before the ends, so that the lag is never too small.
 */
final class BacklogReading {

    private final Admin admin;
    private final String group;
    private final Collection<String> topics;
    private final long deadlineNanos;

    BacklogReading(Admin admin, String group, Collection<String> topics, long deadlineNanos) {
        this.admin = admin;
        this.group = group;
        this.topics = List.copyOf(topics);
        this.deadlineNanos = deadlineNanos;
    }

    /** Asks; blocks until the deadline at most. A topic that is not there is left out. */
    Map<String, TopicBacklog> read() {
        Map<String, Integer> partitions = partitions();
        var found = new HashMap<String, TopicBacklog>();
        Optional<Map<TopicPartition, OffsetAndMetadata>> committed =
                given(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> ends = committed.isEmpty() ? Map.of() : ends(partitions);
        for (String topic : topics) {
            Integer count = partitions.get(topic);
            if (count != null) {
                String deadLetters = PipelineNames.deadLetterTopic(topic);
                found.put(
                        topic,
                        new TopicBacklog(
                                count,
                                partitions.getOrDefault(deadLetters, 0),
                                lag(of(topic, count), committed.orElse(Map.of()), ends),
                                landed(of(topic, count), committed.orElse(Map.of()))));
            }
        }
        return found;
    }

    private Map<String, Integer> partitions() {
        var asked = new ArrayList<>(topics);
        topics.forEach(topic -> asked.add(PipelineNames.deadLetterTopic(topic)));
        var counts = new HashMap<String, Integer>();
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(asked).topicNameValues();
        answers.forEach((topic, answer) ->
                given(answer)
                        .ifPresent(
                                description -> counts.put(topic, description.partitions().size())));
        return counts;
    }

    private Map<TopicPartition, Long> ends(Map<String, Integer> partitions) {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        for (String topic : topics) {
            of(topic, partitions.getOrDefault(topic, 0))
                    .forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        }
        ListOffsetsResult answers = admin.listOffsets(asked);
        var ends = new HashMap<TopicPartition, Long>();
        for (TopicPartition partition : asked.keySet()) {
            given(answers.partitionResult(partition))
                    .map(ListOffsetsResultInfo::offset)
                    .ifPresent(end -> ends.put(partition, end));
        }
        return ends;
    }

    private static @Nullable Long lag(
            List<TopicPartition> partitions,
            Map<TopicPartition, OffsetAndMetadata> committed,
            Map<TopicPartition, Long> ends) {
        long lag = 0;
        for (TopicPartition partition : partitions) {
            Long end = ends.get(partition);
            OffsetAndMetadata done = committed.get(partition);
            if (end == null || (done == null && end > 0)) {
                return null;
            }
            lag += done == null ? 0 : Math.max(0, end - done.offset());
        }
        return lag;
    }

    private static long landed(
            List<TopicPartition> partitions, Map<TopicPartition, OffsetAndMetadata> committed) {
        return partitions.stream()
                .map(committed::get)
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    private <T> Optional<T> given(KafkaFuture<T> future) {
        return switch (KafkaAnswer.await(future, deadlineNanos)) {
            case KafkaAnswer.Given<T>(T value) -> Optional.ofNullable(value);
            case KafkaAnswer.Failed<T> _, KafkaAnswer.Late<T> _ -> Optional.empty();
        };
    }

    private static List<TopicPartition> of(String topic, int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
    }
}
