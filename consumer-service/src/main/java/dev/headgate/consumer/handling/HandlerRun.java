// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.handling;

import dev.headgate.consumer.handler.EventHandler;
import dev.headgate.consumer.handler.HandlerResult;
import dev.headgate.consumer.handler.ReceivedEvent;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.Refusal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One thread's way through some rows, watched by another. A call that exceeds its time is given up
 * together with the thread, which nobody in Java can end by force; what it answers afterwards is
 * not heard. A thread of its own and not a virtual one: a handler that spins must not take a
 * carrier from the lanes.
 */
final class HandlerRun {

    private final EventHandler handler;
    private final List<EventRow> rows;
    private final Runnable onAbandonedEnd;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final List<Handled> handled = new ArrayList<>();
    private long callBegan = System.nanoTime();
    private boolean over;
    private boolean abandoned;
    private @Nullable Error error;

    HandlerRun(EventHandler handler, List<EventRow> rows, Runnable onAbandonedEnd) {
        this.handler = handler;
        this.rows = rows;
        this.onAbandonedEnd = onAbandonedEnd;
        this.thread =
                Thread.ofPlatform()
                        .name("handler-" + handler.name())
                        .daemon()
                        .unstarted(this::work);
    }

    /**
     * What the handler answers, row by row; fewer than all if a call took too long, which then is
     * the next one.
     */
    List<Handled> run(Duration limit) throws InterruptedException {
        thread.start();
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!over && left > 0) {
                ended.awaitNanos(left);
                left = limit.toNanos() - (System.nanoTime() - callBegan);
            }
            if (!over) {
                abandon();
            }
            if (error != null) {
                throw new HandlerStopped("the handler " + handler.name() + " is broken: " + error);
            }
            return List.copyOf(handled);
        } catch (InterruptedException e) {
            abandon();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    boolean isAbandoned() {
        return abandoned;
    }

    private void abandon() {
        abandoned = !over;
        thread.interrupt();
    }

    private void work() {
        boolean heard = true;
        try {
            for (int i = 0; i < rows.size() && heard; i++) {
                heard = note(call(rows.get(i)));
            }
        } catch (Error e) {
            fail(e);
        } finally {
            end();
        }
    }

    private boolean note(Handled answer) {
        lock.lock();
        try {
            if (abandoned) {
                return false;
            }
            handled.add(answer);
            callBegan = System.nanoTime();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void fail(Error thrown) {
        lock.lock();
        try {
            error = thrown;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        boolean late;
        lock.lock();
        try {
            over = true;
            late = abandoned;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
        if (late) {
            onAbandonedEnd.run();
        }
    }

    private Handled call(EventRow row) {
        try {
            return answer(row, handler.handle(event(row)));
        } catch (Exception | StackOverflowError e) {
            return later(row, "HandlerFailed", "the handler threw " + place(e));
        }
    }

    private static Handled answer(EventRow row, @Nullable HandlerResult result) {
        return switch (result) {
            case null -> later(row, "HandlerFailed", "the handler answered null");
            case HandlerResult.Land(var json) ->
                    new Handled.Ready(json == null ? row : row.landingAs(json));
            case HandlerResult.Reject(String reason, String detail) ->
                    new Handled.Rejected(row.refused(refusal(reason, detail)));
            case HandlerResult.Later(String reason) ->
                    later(row, reason, "the handler asks to be called later");
        };
    }

    static Handled later(EventRow row, String reason, String detail) {
        return new Handled.Postponed(row, refusal(reason, detail));
    }

    private static Refusal refusal(String reason, String detail) {
        return new Refusal(Refusal.Stage.HANDLE, reason, detail, null);
    }

    /** The message is left out: it may quote the data. */
    private static String place(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        return thrown.getClass().getName() + (stack.length == 0 ? "" : " at " + stack[0]);
    }

    private static ReceivedEvent event(EventRow row) {
        var kafka = row.kafka();
        var envelope = row.envelope();
        return new ReceivedEvent(
                kafka.topic(),
                kafka.partition(),
                kafka.offset(),
                Instant.ofEpochMilli(kafka.timestamp()),
                envelope.id(),
                envelope.type(),
                envelope.source(),
                envelope.key(),
                envelope.time(),
                envelope.contentType(),
                ByteBuffer.wrap(kafka.value()));
    }
}
