// SPDX-License-Identifier: Apache-2.0
package dev.headgate.sight;

import dev.headgate.autoscaler.PartitionKey;
import dev.headgate.contract.pipeline.StartFrom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * One look at many consumer groups of a Kafka cluster: five questions, whatever the number of
 * groups. Used once, by one thread.
 *
 * <p>Committed offsets are read before the ends, so that what waits is never told too little. A
 * group of which something cannot be told is left out as a whole: half a picture would look as if
 * its pipeline had fewer partitions.
 */
public final class GroupReading {

    private final Admin admin;
    private final List<WatchedGroup> groups;
    private final int timeoutMillis;
    private final long deadlineNanos;

    /**
     * A look that takes so long at most.
     *
     * @param admin stays the caller's
     */
    public GroupReading(Admin admin, Collection<WatchedGroup> groups, Duration timeout) {
        this.admin = admin;
        this.groups = List.copyOf(groups);
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
        this.deadlineNanos = System.nanoTime() + timeout.toNanos();
    }

    /** Asks; what was told, by the group's name. */
    public Map<String, GroupSight> read() {
        if (groups.isEmpty()) {
            return Map.of();
        }
        Map<String, KafkaFuture<TopicDescription>> topicAnswers = askTopics();
        Map<String, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>>> committedAnswers =
                askCommitted();
        Map<String, KafkaFuture<ConsumerGroupDescription>> memberAnswers = askMembers();
        Map<String, TopicDescription> topics = given(topicAnswers);
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = given(committedAnswers);
        Map<String, Membership> members = members(memberAnswers);
        Set<TopicPartition> partitions = partitions(topics, committed, members);
        ListOffsetsResult startAnswers = askOffsets(partitions, OffsetSpec.earliest());
        ListOffsetsResult endAnswers = askOffsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, Long> starts = offsets(startAnswers, partitions);
        Map<TopicPartition, Long> ends = offsets(endAnswers, partitions);
        var found = new TreeMap<String, GroupSight>();
        for (WatchedGroup each : groups) {
            Map<TopicPartition, OffsetAndMetadata> own = committed.get(each.group());
            Membership joined = members.get(each.group());
            if (own != null && joined != null) {
                sight(each, topics, new Log(starts, ends, own), joined)
                        .ifPresent(sight -> found.put(each.group(), sight));
            }
        }
        return found;
    }

    private record Log(
            Map<TopicPartition, Long> starts,
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, OffsetAndMetadata> committed) {}

    private Map<String, KafkaFuture<TopicDescription>> askTopics() {
        var names = new TreeSet<String>();
        groups.forEach(each -> names.addAll(each.topics()));
        return admin.describeTopics(names, new DescribeTopicsOptions().timeoutMs(timeoutMillis))
                .topicNameValues();
    }

    private Map<String, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>>> askCommitted() {
        Map<String, ListConsumerGroupOffsetsSpec> asked =
                groups.stream()
                        .collect(
                                Collectors.toMap(
                                        WatchedGroup::group,
                                        _ -> new ListConsumerGroupOffsetsSpec(),
                                        (one, _) -> one));
        var answer =
                admin.listConsumerGroupOffsets(
                        asked, new ListConsumerGroupOffsetsOptions().timeoutMs(timeoutMillis));
        return asked.keySet().stream()
                .collect(
                        Collectors.toMap(
                                Function.identity(), answer::partitionsToOffsetAndMetadata));
    }

    private Map<String, KafkaFuture<ConsumerGroupDescription>> askMembers() {
        Set<String> names =
                groups.stream().map(WatchedGroup::group).collect(Collectors.toUnmodifiableSet());
        return admin.describeConsumerGroups(
                        names, new DescribeConsumerGroupsOptions().timeoutMs(timeoutMillis))
                .describedGroups();
    }

    private ListOffsetsResult askOffsets(Set<TopicPartition> partitions, OffsetSpec spec) {
        return admin.listOffsets(
                partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> spec)),
                new ListOffsetsOptions().timeoutMs(timeoutMillis));
    }

    /** A group that was never joined is one without members. */
    private Map<String, Membership> members(
            Map<String, KafkaFuture<ConsumerGroupDescription>> answers) {
        var members = new HashMap<String, Membership>();
        answers.forEach((group, answer) -> {
            try {
                members.put(group, Membership.of(await(answer)));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof GroupIdNotFoundException) {
                    members.put(group, Membership.NONE);
                }
            } catch (TimeoutException _) {
                // It is left out.
            }
        });
        return members;
    }

    /** Of the groups of which all else is known. */
    private Set<TopicPartition> partitions(
            Map<String, TopicDescription> topics,
            Map<String, ?> committed,
            Map<String, ?> members) {
        var partitions = new HashSet<TopicPartition>();
        for (WatchedGroup each : groups) {
            if (committed.containsKey(each.group()) && members.containsKey(each.group())) {
                partitions.addAll(partitions(each, topics));
            }
        }
        return partitions;
    }

    /** None unless all topics are there. */
    private static List<TopicPartition> partitions(
            WatchedGroup group, Map<String, TopicDescription> topics) {
        var partitions = new ArrayList<TopicPartition>();
        for (String topic : group.topics()) {
            TopicDescription description = topics.get(topic);
            if (description == null) {
                return List.of();
            }
            description
                    .partitions()
                    .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        return partitions;
    }

    private static Optional<GroupSight> sight(
            WatchedGroup group, Map<String, TopicDescription> topics, Log log, Membership members) {
        var offsets = new ArrayList<GroupSight.Offsets>();
        for (TopicPartition each : partitions(group, topics)) {
            Long end = log.ends().get(each);
            Long start = log.starts().get(each);
            TopicDescription topic = topics.get(each.topic());
            if (end == null || start == null || topic == null) {
                return Optional.empty();
            }
            OffsetAndMetadata done = log.committed().get(each);
            long none = group.startFrom() == StartFrom.Latest ? end : -1;
            offsets.add(
                    new GroupSight.Offsets(
                            new PartitionKey(each.topic(), each.partition()),
                            topic.topicId().toString(),
                            end,
                            start,
                            done == null ? none : done.offset(),
                            members.owners().get(each)));
        }
        return offsets.isEmpty()
                ? Optional.empty()
                : Optional.of(new GroupSight(offsets, members.count(), members.settled()));
    }

    private Map<TopicPartition, Long> offsets(
            ListOffsetsResult answers, Set<TopicPartition> partitions) {
        var offsets = new HashMap<TopicPartition, Long>();
        for (TopicPartition each : partitions) {
            given(answers.partitionResult(each))
                    .ifPresent(info -> offsets.put(each, info.offset()));
        }
        return offsets;
    }

    private <T> Map<String, T> given(Map<String, KafkaFuture<T>> answers) {
        var found = new HashMap<String, T>();
        answers.forEach((name, answer) -> given(answer).ifPresent(it -> found.put(name, it)));
        return found;
    }

    private <T> Optional<T> given(KafkaFuture<T> answer) {
        try {
            return Optional.of(await(answer));
        } catch (ExecutionException | TimeoutException _) {
            return Optional.empty();
        }
    }

    private <T> T await(KafkaFuture<T> answer) throws ExecutionException, TimeoutException {
        try {
            long left = Math.max(0, deadlineNanos - System.nanoTime());
            return answer.get(left, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        }
    }
}
