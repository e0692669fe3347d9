// SPDX-License-Identifier: Apache-2.0
package dev.headgate.sight;

import dev.headgate.autoscaler.Observation;
import dev.headgate.autoscaler.Observation.KafkaSight;
import dev.headgate.autoscaler.Observation.PartitionSight;
import dev.headgate.autoscaler.Observation.ReplicaSight;
import dev.headgate.autoscaler.Observation.Sidework;
import dev.headgate.autoscaler.Observation.WorkloadSight;
import dev.headgate.autoscaler.PartitionKey;
import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.contract.telemetry.ConsumerTelemetry;
import dev.headgate.contract.telemetry.PartitionTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one pipeline at one moment.
 *
 * @param group what Kafka told; null if it did not answer
 * @param consumers what its consumers told, those that answered
 * @param workload how many consumers were asked for and run
 */
public record PipelineSight(
        @Nullable GroupSight group, List<ConsumerTelemetry> consumers, WorkloadSight workload) {

    private static final int UNTOLD = -1;

    public PipelineSight {
        consumers = List.copyOf(consumers);
    }

    /**
     * The same with what consumers of this pipeline told alone: an address may have come to belong
     * to another's.
     */
    public PipelineSight of(PipelineMetadata pipeline) {
        return new PipelineSight(
                group,
                consumers.stream()
                        .filter(each -> each.pipeline().equals(pipeline.name()))
                        .filter(each -> each.namespace().equals(pipeline.namespace()))
                        .toList(),
                workload);
    }

    /**
     * As the autoscaler wants to see it.
     *
     * @param atSeconds when, on a clock that never jumps
     */
    public Observation observation(double atSeconds) {
        return new Observation(
                atSeconds,
                group == null ? null : kafka(group),
                consumers.stream()
                        .map(each ->
                                new ReplicaSight(
                                        each.instance(),
                                        each.uptimeSeconds(),
                                        each.processedRecords(),
                                        each.busySeconds(),
                                        each.writers()))
                        .toList(),
                working(),
                sidework());
    }

    /**
     * One that has not joined the group yet does not work, whatever Kubernetes says; and one that
     * gets on with a partition does, though it does not count as ready for the sake of another one.
     */
    private WorkloadSight working() {
        if (group == null) {
            return workload;
        }
        int getOn = (int) consumers.stream().filter(PipelineSight::getsOn).count();
        return new WorkloadSight(
                workload.desired(),
                Math.min(Math.max(workload.ready(), getOn), group.members()),
                workload.rollingOut());
    }

    private static boolean getsOn(ConsumerTelemetry consumer) {
        return consumer.partitions().stream()
                .anyMatch(each -> each.state() == PartitionTelemetry.State.Running);
    }

    /** A group without members is at rest only where none are wanted. */
    private KafkaSight kafka(GroupSight told) {
        Map<PartitionKey, Owner> owners = owners();
        List<PartitionSight> partitions =
                told.partitions().stream()
                        .map(each -> partition(each, owners.get(each.key())))
                        .toList();
        boolean worked = told.members() > 0 || workload.desired() == 0;
        return new KafkaSight(partitions, told.settled() && worked);
    }

    private record Owner(String instance, PartitionTelemetry partition, String observedAt) {}

    /** Of two that tell of a partition, one has lost it: the one with the older fencing token. */
    private Map<PartitionKey, Owner> owners() {
        var owners = new HashMap<PartitionKey, Owner>();
        for (ConsumerTelemetry consumer : consumers) {
            for (PartitionTelemetry each : consumer.partitions()) {
                owners.merge(
                        new PartitionKey(each.topic(), each.partition()),
                        new Owner(consumer.instance(), each, consumer.observedAt()),
                        (one, other) -> epoch(one) >= epoch(other) ? one : other);
            }
        }
        return owners;
    }

    private static long epoch(Owner owner) {
        Long epoch = owner.partition().epoch();
        return epoch == null ? UNTOLD : epoch;
    }

    private static PartitionSight partition(GroupSight.Offsets told, @Nullable Owner owner) {
        return new PartitionSight(
                told.key(),
                told.topicId(),
                told.end(),
                told.start(),
                told.committed(),
                owner == null ? told.member() : owner.instance(),
                owner == null ? Double.NaN : ageSeconds(owner));
    }

    /** What waits in Kafka and is not fetched yet has an age that nobody knows. */
    private static double ageSeconds(Owner owner) {
        PartitionTelemetry partition = owner.partition();
        if (partition.oldestUnsettledAt() == null) {
            Long lag = partition.lagRecords();
            return lag != null && lag == 0 ? 0 : Double.NaN;
        }
        return time(partition.oldestUnsettledAt())
                .flatMap(oldest ->
                        time(owner.observedAt()).map(now -> Duration.between(oldest, now)))
                .map(age -> Math.max(0, age.toMillis() / 1e3))
                .orElse(Double.NaN);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private Sidework sidework() {
        if (consumers.isEmpty()) {
            return new Sidework(UNTOLD, UNTOLD, false);
        }
        long parked = consumers.stream().mapToLong(ConsumerTelemetry::parkedNow).max().orElse(0);
        long replays = most(ConsumerTelemetry::replaysUnderWay);
        long letters = replays == UNTOLD ? UNTOLD : most(ConsumerTelemetry::unpublishedLetters);
        return new Sidework(parked, letters, replays > 0);
    }

    /** All tell of the whole pipeline, some a little later than others. */
    private long most(Function<ConsumerTelemetry, @Nullable Integer> count) {
        long most = UNTOLD;
        for (ConsumerTelemetry each : consumers) {
            Integer told = count.apply(each);
            most = told == null ? most : Math.max(most, told);
        }
        return most;
    }
}
