// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import dev.headgate.loadtest.LoadPlan;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What one loop has to send next: its share of the schedule, every so-manieth request, and what has
 * to be sent again. Instants are nanoseconds since the run's start. Owned by its loop.
 */
final class Agenda {

    /** Most requests of one loop that wait to be sent again; one more is given up instead. */
    static final int REPEATS_MAX = 100_000;

    /** The instant of nothing. */
    static final long NEVER = Long.MAX_VALUE;

    private final LoadPlan.Model model;
    private final long requests;
    private final int stride;
    private final long endNanos;
    private final PriorityQueue<Attempt> repeats =
            new PriorityQueue<>(Comparator.comparingLong(Attempt::notBeforeNanos));
    private long next;
    private boolean ended;

    Agenda(LoadPlan plan, int loop) {
        this.model = plan.model();
        this.requests = plan.plannedRequests();
        this.stride = plan.threads();
        this.next = loop;
        // Who waits for a connection all that time is not sent at all: the target is far too slow.
        this.endNanos =
                switch (model) {
                    case LoadPlan.Model.Open open ->
                            open.duration().plus(plan.patience().answer()).toNanos();
                    case LoadPlan.Model.Closed closed -> closed.duration().toNanos();
                };
    }

    /** When the next attempt may be sent, or {@link #NEVER}. */
    long nextNanos(long nowNanos) {
        Attempt repeat = repeats.peek();
        long again = repeat == null ? NEVER : repeat.notBeforeNanos();
        return Math.min(again, nextFirstNanos(nowNanos));
    }

    /** Takes the next attempt, if one may be sent by now. */
    @Nullable Attempt take(long nowNanos) {
        Attempt repeat = repeats.peek();
        if (repeat != null && repeat.notBeforeNanos() <= nowNanos) {
            return repeats.poll();
        }
        long due = nextFirstNanos(nowNanos);
        if (due > nowNanos) {
            return null;
        }
        Attempt first = Attempt.first(next, due);
        next += stride;
        return first;
    }

    /** Puts an attempt on the agenda; false if there are too many. */
    boolean repeat(Attempt attempt) {
        return !ended && repeats.size() < REPEATS_MAX && repeats.add(attempt);
    }

    /** Begins no new requests; those to be repeated are given back one by one. */
    @Nullable Attempt endAndTakeRepeat() {
        ended = true;
        return repeats.poll();
    }

    boolean isEmpty(long nowNanos) {
        return repeats.isEmpty() && nextFirstNanos(nowNanos) == NEVER;
    }

    private long nextFirstNanos(long nowNanos) {
        if (ended || next >= requests || nowNanos >= endNanos) {
            return NEVER;
        }
        return switch (model) {
            case LoadPlan.Model.Open(var schedule) -> schedule.dueNanos(next);
            case LoadPlan.Model.Closed _ -> nowNanos;
        };
    }
}
