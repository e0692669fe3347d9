// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.BusyTime;
import dev.headgate.consumer.LogKey;
import dev.headgate.consumer.landing.Backoff;
import dev.headgate.consumer.landing.FailureClass;
import dev.headgate.consumer.landing.LandingFailure;
import dev.headgate.consumer.landing.PartitionRef;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a lane waits and what it says meanwhile. Waiting ends by an interrupt, never by itself before
 * its time. Only the lane's thread waits; any thread may look at the condition.
 */
final class LanePatience {

    private static final Logger LOGGER = LoggerFactory.getLogger(LanePatience.class);

    private final PartitionRef partition;
    private final BusyTime busy;
    private final Backoff environment = Backoff.environment(new SplittableRandom());
    private final Backoff systemic = Backoff.systemic(new SplittableRandom());
    private volatile LaneCondition condition = new LaneCondition.Running();

    LanePatience(PartitionRef partition, BusyTime busy) {
        this.partition = partition;
        this.busy = busy;
    }

    LaneCondition condition() {
        return condition;
    }

    /** Work is done again. */
    void running() {
        condition = new LaneCondition.Running();
    }

    /** The line is stopped for good. */
    void stop(String reason) {
        condition = new LaneCondition.Stopped(Instant.now(), reason);
    }

    /** Waits as long as a failure of this class asks for. */
    void waitOut(LandingFailure failure, int attempt) throws InterruptedException {
        switch (failure.failureClass()) {
            case ENVIRONMENT -> {
                if (!(condition instanceof LaneCondition.Waiting)) {
                    condition = new LaneCondition.Waiting(Instant.now(), reason(failure));
                    LOGGER.atWarn()
                            .addKeyValue(LogKey.PARTITION, partition)
                            .addKeyValue(LogKey.SQL_STATE, failure.sqlState())
                            .addKeyValue(LogKey.REASON, failure.message())
                            .addKeyValue(LogKey.ATTEMPT, attempt)
                            .log("waiting for the database");
                }
                rest(environment.wait(attempt));
            }
            case RETRYABLE, SYSTEMIC, POISON -> halt(failure, reason(failure), attempt);
        }
    }

    /** Waits for parked records to go. */
    void waitForRoom(String reason, int attempt) throws InterruptedException {
        if (!(condition instanceof LaneCondition.Waiting)) {
            condition = new LaneCondition.Waiting(Instant.now(), reason);
            LOGGER.atWarn()
                    .addKeyValue(LogKey.PARTITION, partition)
                    .addKeyValue(LogKey.REASON, reason)
                    .log("too many parked records; the lane waits until there are less");
        }
        rest(environment.wait(attempt));
    }

    /** Waits for a moment. */
    void pause() throws InterruptedException {
        rest(environment.wait(0));
    }

    /** Stops the line and waits; it looks again afterwards. */
    void halt(LandingFailure failure, String reason, int attempt) throws InterruptedException {
        if (!(condition instanceof LaneCondition.Stopped)) {
            stop(reason);
            LOGGER.atError()
                    .addKeyValue(LogKey.PARTITION, partition)
                    .addKeyValue(LogKey.SQL_STATE, failure.sqlState())
                    .addKeyValue(LogKey.REASON, failure.message())
                    .log("line stopped; it goes on by itself once the cause is gone");
        }
        rest(systemic.wait(attempt));
    }

    /** Stops the line for a cause that no single failure shows, and waits. */
    void halt(String reason, String message, int attempt) throws InterruptedException {
        halt(new LandingFailure(FailureClass.SYSTEMIC, null, message), reason, attempt);
    }

    /** A lane that waits for something to pass is not busy: another would do no more. */
    private void rest(Duration time) throws InterruptedException {
        busy.end();
        try {
            Thread.sleep(time);
        } finally {
            busy.begin();
        }
    }

    private static String reason(LandingFailure failure) {
        @Nullable String state = failure.sqlState();
        if (state == null && failure.failureClass() == FailureClass.SYSTEMIC) {
            return failure.failureClass() + " " + failure.message();
        }
        return failure.failureClass() + (state == null ? "" : " " + state);
    }
}
