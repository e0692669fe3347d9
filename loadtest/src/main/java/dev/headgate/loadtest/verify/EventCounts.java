// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import dev.headgate.loadtest.outcome.Ledger;
import dev.headgate.loadtest.workload.Workload;

/**
 * What the whole ledger comes to, in one pass from its first entry to its last after all rows were
 * seen. Repeats count as the event that they repeat. For one thread.
 */
final class EventCounts {

    private final Workload workload;
    private final Ledger ledger;
    private final FoundEvents lost = new FoundEvents();
    private final FoundEvents duplicated = new FoundEvents();
    private long accepted;
    private long refused;
    private long unknown;

    private EventCounts(Workload workload, Ledger ledger) {
        this.workload = workload;
        this.ledger = ledger;
    }

    /** Counts the events of a run. */
    static EventCounts of(VerifiedRun run) {
        var counts = new EventCounts(run.workload(), run.ledger());
        for (long event = 0; event < run.ledger().events(); event++) {
            if (run.workload().origin(event) == event) {
                counts.count(event);
            }
        }
        return counts;
    }

    private void count(long event) {
        int stored = ledger.rowsSeen(event) + ledger.timesKeptApart(event);
        if (stored > 1) {
            duplicated.add(() -> workload.event(event).id());
        }
        switch (ledger.outcome(event)) {
            case Accepted -> {
                accepted++;
                if (stored == 0) {
                    lost.add(() -> workload.event(event).id());
                }
            }
            case Refused -> refused++;
            case Unknown -> unknown++;
            // Sent, and the run ended without an answer; what was never sent is no event.
            case None -> unknown += ledger.sentTick(event) < 0 ? 0 : 1;
        }
    }

    /** Events that were sent. */
    long events() {
        return accepted + refused + unknown;
    }

    long accepted() {
        return accepted;
    }

    long refused() {
        return refused;
    }

    long unknown() {
        return unknown;
    }

    /** Acknowledged events of which the database has nothing. */
    FoundEvents lost() {
        return lost;
    }

    /** Events of which the database has more than one row, parked record or dead letter. */
    FoundEvents duplicated() {
        return duplicated;
    }
}
