// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.contract.telemetry.PartitionTelemetry;
import dev.headgate.contract.telemetry.PartitionTelemetry.Hold;
import dev.headgate.contract.telemetry.PartitionTelemetry.State;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What is told of an assigned partition, and where it is read. */
final class PartitionSight {

    /** A head that has not moved for so long blocks its line. */
    private static final Duration BLOCKED = Duration.ofSeconds(10);

    private PartitionSight() {}

    /** Of one that is being taken over. */
    static PartitionTelemetry claiming(TopicPartition partition, LaneCondition condition) {
        return new PartitionTelemetry(
                partition.topic(),
                partition.partition(),
                State.Claiming,
                since(condition),
                reason(condition),
                Hold.Start,
                null,
                null,
                null,
                null,
                0,
                0,
                null,
                null,
                null);
    }

    /** Of one that is worked on. */
    static PartitionTelemetry of(Lane lane, @Nullable Long end, Instant now) {
        LaneCondition condition = lane.condition();
        long next = lane.settled().next();
        OptionalLong oldest = lane.oldestTimestampMs();
        BatchSettler.@Nullable Head head = lane.head();
        return new PartitionTelemetry(
                lane.topicPartition().topic(),
                lane.topicPartition().partition(),
                state(condition),
                since(condition),
                reason(condition),
                lane.hold(),
                lane.epoch(),
                next,
                end,
                end == null ? null : Math.max(0, end - next),
                lane.unsettledRecords(),
                lane.bufferedBytes(),
                oldest.isEmpty() ? null : Instant.ofEpochMilli(oldest.getAsLong()).toString(),
                head == null ? null : head.offset(),
                head == null || head.since().plus(BLOCKED).isAfter(now)
                        ? null
                        : head.since().toString());
    }

    private static State state(LaneCondition condition) {
        return switch (condition) {
            case LaneCondition.Running() -> State.Running;
            case LaneCondition.Waiting _ -> State.Waiting;
            case LaneCondition.Stopped _ -> State.Stopped;
        };
    }

    private static @Nullable String since(LaneCondition condition) {
        return switch (condition) {
            case LaneCondition.Running() -> null;
            case LaneCondition.Waiting(Instant since, _) -> since.toString();
            case LaneCondition.Stopped(Instant since, _) -> since.toString();
        };
    }

    private static @Nullable String reason(LaneCondition condition) {
        return switch (condition) {
            case LaneCondition.Running() -> null;
            case LaneCondition.Waiting(_, String reason) -> reason;
            case LaneCondition.Stopped(_, String reason) -> reason;
        };
    }
}
