// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

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
    }

    void release() {
        held = false;
    }

    /** True while Kafka is asked where the partition's log begins. */
    boolean waitsForLog() {
        return waitsForLog;
    }

    void waitForLog() {
        held = true;
        waitsForLog = true;
    }

    void logFound() {
        waitsForLog = false;
    }
}
