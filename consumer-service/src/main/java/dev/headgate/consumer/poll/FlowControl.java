// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import java.util.ArrayList;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the memory of fetched records bounded, in bytes: each lane may hold an equal share, is
 * paused at 0.8 of it and goes on at 0.5, so that pausing does not flap. A lane that has enough
 * records for its next batches is paused before that: more would not make it faster, only burden
 * the heap. Used by the poll thread only.
 */
final class FlowControl {

    private static final double PAUSE_AT = 0.8;
    private static final double RESUME_AT = 0.5;

    private static final int BATCHES_PAUSE = 4;
    private static final int BATCHES_RESUME = 2;

    private final GroupMember member;
    private final long bytesMax;
    private final int batchRecords;
    private boolean holding;

    FlowControl(GroupMember member, long bytesMax, int batchRecords) {
        this.member = member;
        this.bytesMax = bytesMax;
        this.batchRecords = batchRecords;
    }

    /** True if a lane had to be paused and has not gone on yet. */
    boolean isHolding() {
        return holding;
    }

    void tick(Map<TopicPartition, Holding> holdings) {
        holding = false;
        if (holdings.isEmpty()) {
            return;
        }
        long share = bytesMax / holdings.size();
        var pause = new ArrayList<TopicPartition>();
        var resume = new ArrayList<TopicPartition>();
        for (var entry : holdings.entrySet()) {
            Holding partition = entry.getValue();
            @Nullable Lane lane = partition.lane();
            if (lane == null || partition.waitsForLog()) {
                continue;
            }
            if (!partition.held() && isFull(lane, share)) {
                partition.hold();
                pause.add(entry.getKey());
            } else if (partition.held() && hasRoom(lane, share)) {
                partition.release();
                resume.add(entry.getKey());
            }
            holding |= partition.held();
        }
        if (!pause.isEmpty()) {
            member.kafka().pause(pause);
        }
        if (!resume.isEmpty()) {
            member.kafka().resume(resume);
        }
    }

    private boolean isFull(Lane lane, long share) {
        return lane.bufferedBytes() >= share * PAUSE_AT
                || lane.bufferedRecords() >= BATCHES_PAUSE * batchRecords;
    }

    private boolean hasRoom(Lane lane, long share) {
        return lane.bufferedBytes() <= share * RESUME_AT
                && lane.bufferedRecords() <= BATCHES_RESUME * batchRecords;
    }
}
