// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import java.time.Instant;

/** How a partition fares. */
public sealed interface LaneCondition {

    /** Records are settled as they come. */
    record Running() implements LaneCondition {}

    /**
     * The surroundings fail; it waits and tries again.
     *
     * @param since when it began to wait
     * @param reason what fails
     */
    record Waiting(Instant since, String reason) implements LaneCondition {}

    /**
     * The line is stopped: only a human can help. It looks again from time to time.
     *
     * @param since when it stopped
     * @param reason what is wrong
     */
    record Stopped(Instant since, String reason) implements LaneCondition {}
}
