// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import java.util.ArrayList;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the memory of fetched records bounded, in bytes: each lane may hold an equal share, is
 * paused at 0.8 of it and goes on at 0.5, so that pausing does not flap. Used by the poll thread
 * only.
 */
final class FlowControl {

    private static final double PAUSE_AT = 0.8;
    private static final double RESUME_AT = 0.5;

    private final Consumer<byte[], byte[]> consumer;
    private final long bytesMax;

    FlowControl(Consumer<byte[], byte[]> consumer, long bytesMax) {
        this.consumer = consumer;
        this.bytesMax = bytesMax;
    }

    void tick(Map<TopicPartition, Holding> holdings) {
        if (holdings.isEmpty()) {
            return;
        }
        long share = bytesMax / holdings.size();
        var pause = new ArrayList<TopicPartition>();
        var resume = new ArrayList<TopicPartition>();
        holdings.forEach((partition, holding) -> {
            @Nullable Lane lane = holding.lane();
            if (lane == null || holding.waitsForLog()) {
                return;
            }
            long bytes = lane.bufferedBytes();
            if (!holding.held() && bytes >= share * PAUSE_AT) {
                holding.hold();
                pause.add(partition);
            } else if (holding.held() && bytes <= share * RESUME_AT) {
                holding.release();
                resume.add(partition);
            }
        });
        if (!pause.isEmpty()) {
            consumer.pause(pause);
        }
        if (!resume.isEmpty()) {
            consumer.resume(resume);
        }
    }
}
