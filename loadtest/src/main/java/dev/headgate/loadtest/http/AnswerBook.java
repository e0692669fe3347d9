// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import dev.headgate.loadtest.LoadPlan;
import dev.headgate.loadtest.outcome.Ledger;
import dev.headgate.loadtest.outcome.Outcome;
import dev.headgate.loadtest.workload.Workload;
import java.util.Optional;

/**
 * Enters what answers say: into the tallies, and event by event into the ledger; and decides
 * whether a request is sent again. Owned by one loop.
 */
final class AnswerBook {

    /** How long after it was due a request counts as sent late. */
    static final long LATE_NANOS = 10_000_000;

    private static final long REPEAT_NANOS_MIN = 100_000_000;
    private static final long REPEAT_NANOS_MAX = 2_000_000_000;

    private final Workload workload;
    private final boolean open;
    private final boolean someInvalid;
    private final long warmUpNanos;
    private final long retryNanos;
    private final Optional<Ledger> ledger;
    private final Agenda agenda;
    private final LoopTallies tallies;

    AnswerBook(LoadPlan plan, Optional<Ledger> ledger, Agenda agenda, LoopTallies tallies) {
        this.workload = plan.workload();
        this.open = plan.model() instanceof LoadPlan.Model.Open;
        this.someInvalid = plan.workload().someInvalid();
        this.warmUpNanos = plan.patience().warmUp().toNanos();
        this.retryNanos = plan.patience().retry().toNanos();
        this.ledger = ledger;
        this.agenda = agenda;
        this.tallies = tallies;
    }

    /** An attempt goes out now. */
    void sent(Attempt attempt, long nowNanos, int bytes) {
        tallies.sentBytes.add(bytes);
        if (attempt.number() > 1) {
            tallies.resent.add(1);
            return;
        }
        tallies.sent.add(1);
        long delay = nowNanos - attempt.dueNanos();
        if (open && delay > LATE_NANOS) {
            tallies.late.add(1);
            tallies.latestMicros.atLeast(delay / 1_000);
        }
        if (ledger.isPresent()) {
            long first = attempt.request() * workload.eventsPerRequest();
            for (long event = first; event < first + workload.eventsPerRequest(); event++) {
                if (workload.origin(event) == event) {
                    ledger.get().sent(event, nowNanos);
                }
            }
        }
    }

    /**
     * An attempt has its answer, or never will.
     *
     * @param retryAfterSeconds what the server asks for; 0 if nothing
     */
    void ended(
            Attempt attempt,
            AnswerReader answer,
            long sentNanos,
            long nowNanos,
            int retryAfterSeconds) {
        tallies.answer(answer.name());
        boolean maybeStored = enterUnknown(attempt, answer, nowNanos);
        if (answer.worthRepeating()
                && nowNanos - attempt.dueNanos() < retryNanos
                && agenda.repeat(
                        attempt.again(
                                nowNanos + waitNanos(attempt, retryAfterSeconds), maybeStored))) {
            return;
        }
        tallies.answered.add(1);
        if (attempt.dueNanos() >= warmUpNanos) {
            tallies.measured(nowNanos - attempt.dueNanos(), nowNanos - sentNanos);
        }
        enter(attempt, answer, nowNanos);
    }

    /** An attempt that was to be sent again is given up. */
    void abandoned(Attempt attempt, AnswerReader answer, long nowNanos) {
        tallies.answered.add(1);
        answer.none(Outcome.Refused, "");
        enter(attempt, answer, nowNanos);
    }

    /** What may be stored stays so, whatever a later answer says of the same event. */
    private boolean enterUnknown(Attempt attempt, AnswerReader answer, long nowNanos) {
        boolean some = false;
        for (int i = 0; i < workload.eventsPerRequest(); i++) {
            if (answer.outcome(i) == Outcome.Unknown) {
                some = true;
                enterLedger(attempt, i, Outcome.Unknown, nowNanos);
            }
        }
        return some;
    }

    private void enter(Attempt attempt, AnswerReader answer, long nowNanos) {
        for (int i = 0; i < workload.eventsPerRequest(); i++) {
            Outcome outcome = answer.outcome(i);
            if (outcome == Outcome.Refused && attempt.maybeStored()) {
                outcome = Outcome.Unknown;
            }
            switch (outcome) {
                case Accepted -> accepted(attempt, i);
                case Unknown -> tallies.unknown.add(1);
                case Refused, None -> tallies.refused.add(1);
            }
            enterLedger(attempt, i, outcome, nowNanos);
        }
    }

    private void accepted(Attempt attempt, int i) {
        tallies.accepted.add(1);
        if (someInvalid) {
            long event = attempt.request() * workload.eventsPerRequest() + i;
            if (!workload.event(event).valid()) {
                tallies.wronglyAccepted.add(1);
            }
        }
    }

    private void enterLedger(Attempt attempt, int i, Outcome outcome, long nowNanos) {
        if (ledger.isPresent()) {
            long event = attempt.request() * workload.eventsPerRequest() + i;
            ledger.get().answered(workload.origin(event), outcome, nowNanos);
        }
    }

    /** Doubles with each attempt; spread by the request's index, so that not all come at once. */
    private static long waitNanos(Attempt attempt, int retryAfterSeconds) {
        long doubled = REPEAT_NANOS_MIN << Math.min(attempt.number() - 1, 10);
        long asked = retryAfterSeconds * 1_000_000_000L;
        long wait = Math.max(asked, Math.min(doubled, REPEAT_NANOS_MAX));
        long spread = Long.remainderUnsigned(attempt.request() * 0x9E3779B97F4A7C15L, 1_000);
        return wait + wait / 4 * spread / 1_000;
    }
}
