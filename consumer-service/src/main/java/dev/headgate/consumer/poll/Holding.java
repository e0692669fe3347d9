// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.contract.telemetry.PartitionTelemetry.Hold;
import org.jspecify.annotations.Nullable;

/** An assigned partition as the poll thread keeps it. Used by that thread only. */
final class Holding {

    private @Nullable Lane lane;
    private boolean held = true;
    private boolean waitsForLog;

    /** The lane; null until the partition is taken over. */
    @Nullable Lane lane() {
        return lane;
    }

    void run(Lane started) {
        lane = started;
        tell(Hold.Start);
    }

    /** The lane is gone; the partition is to be taken over again. */
    void lose() {
        lane = null;
        held = true;
        waitsForLog = false;
    }

    /** True while the partition is paused in Kafka's consumer. */
    boolean held() {
        return held;
    }

    void hold() {
        held = true;
        tell(Hold.Full);
    }

    void release() {
        held = false;
        tell(null);
    }

    /** True while Kafka is asked where the partition's log begins. */
    boolean waitsForLog() {
        return waitsForLog;
    }

    void waitForLog() {
        held = true;
        waitsForLog = true;
        tell(Hold.Log);
    }

    void logFound() {
        waitsForLog = false;
    }

    private void tell(@Nullable Hold reason) {
        if (lane != null) {
            lane.hold(reason);
        }
    }
}
