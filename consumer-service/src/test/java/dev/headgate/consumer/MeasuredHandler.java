// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import dev.headgate.consumer.handler.EventHandler;
import dev.headgate.consumer.handler.HandlerResult;
import dev.headgate.consumer.handler.ReceivedEvent;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What both sides of the comparison do with each event: nothing, but some take long or fail. */
public final class MeasuredHandler implements EventHandler {

    static final String NAME = "measured";
    static final String SLOW = "slow.event";
    static final String PACED = "paced.event";
    static final String FAILING = "failing.event";
    static final long SLOW_MILLIS = 200;
    static final long PACED_MICROS = 500;
    private static volatile boolean hurrying;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public HandlerResult handle(ReceivedEvent event) {
        work(event.type());
        return HandlerResult.land();
    }

    /** Slow events are slow no longer, or again: who stops may have to wait for many of them. */
    static void hurry(boolean hurry) {
        hurrying = hurry;
    }

    static void work(String type) {
        if (type.equals(SLOW) && !hurrying) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SLOW_MILLIS));
        }
        if (type.equals(PACED)) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(PACED_MICROS));
        }
        if (type.equals(FAILING)) {
            throw new IllegalStateException("as the comparison wants it");
        }
    }
}
