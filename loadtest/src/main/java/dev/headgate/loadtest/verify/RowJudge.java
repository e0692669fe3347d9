// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import dev.headgate.loadtest.outcome.Ledger;
import dev.headgate.loadtest.workload.LoadEvent;
import dev.headgate.loadtest.workload.Workload;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at rows and dead letters one by one: whose they are, whether they may be there, and whether
 * they say what was sent. What it has seen of each event it notes in the ledger. For one thread.
 */
final class RowJudge {

    private final Workload workload;
    private final Ledger ledger;
    private final VerifiedRun run;
    private final OrderCheck order;
    private final long startMicros;
    private final JsonEquality json = new JsonEquality();
    private final RowDelays delays = new RowDelays();
    private final FoundEvents changed = new FoundEvents();
    private final FoundEvents outOfOrder = new FoundEvents();
    private final FoundEvents unexpected = new FoundEvents();
    private long rows;
    private long deadLetters;
    private long parked;
    private long othersRows;

    /**
     * A judge of a run's rows.
     *
     * @param startMicros start of the run by the database's clock, microseconds since 1970
     */
    RowJudge(VerifiedRun run, OrderCheck order, long startMicros) {
        this.run = run;
        this.workload = run.workload();
        this.ledger = run.ledger();
        this.order = order;
        this.startMicros = startMicros;
    }

    /** The next row, in the order of topic, partition and offset. */
    void row(EventRow row) {
        OptionalLong index = workload.index(row.id());
        if (index.isEmpty()) {
            // Rows from just before the run are read too, in case they are of this run.
            othersRows += row.ingestedMicros() >= startMicros ? 1 : 0;
            return;
        }
        rows++;
        if (notMade(index.getAsLong())) {
            unexpected.add(row::id);
            return;
        }
        long event = index.getAsLong();
        boolean first = ledger.rowsSeen(event) == 0;
        ledger.rowSeen(event);
        if (notToLand(event)) {
            unexpected.add(row::id);
            return;
        }
        if (differs(row, workload.event(event))) {
            changed.add(row::id);
        }
        if (first) {
            // A second row is a finding of its own; where it lies says nothing more.
            if (order.outOfOrder(row, event)) {
                outOfOrder.add(row::id);
            }
            delays.row(row, dueMicros(event));
        }
    }

    /** The next dead letter; its event's id is null if its headers do not say one. */
    void deadLetter(@Nullable String id) {
        if (keptApart(id)) {
            deadLetters++;
        }
    }

    /** The next parked record; its event's id is null if its headers do not say one. */
    void parked(@Nullable String id) {
        if (keptApart(id)) {
            parked++;
        }
    }

    /** Whether it is of this run. */
    private boolean keptApart(@Nullable String id) {
        OptionalLong index = id == null ? OptionalLong.empty() : workload.index(id);
        if (id == null || index.isEmpty()) {
            return false;
        }
        long event = index.getAsLong();
        if (notMade(event)) {
            unexpected.add(() -> id);
            return true;
        }
        ledger.keptApartSeen(event);
        if (notToLand(event)) {
            unexpected.add(() -> id);
        }
        return true;
    }

    /** Rows of this run. */
    long rows() {
        return rows;
    }

    /** Dead letters of this run. */
    long deadLetters() {
        return deadLetters;
    }

    /** Records of this run that are parked. */
    long parked() {
        return parked;
    }

    /** Rows that landed since the run began and are of other senders. */
    long othersRows() {
        return othersRows;
    }

    FoundEvents changed() {
        return changed;
    }

    FoundEvents outOfOrder() {
        return outOfOrder;
    }

    FoundEvents unexpected() {
        return unexpected;
    }

    RowDelays delays() {
        return delays;
    }

    /** Whether no event of the run has this index as its own. */
    private boolean notMade(long event) {
        return event >= ledger.events() || workload.origin(event) != event;
    }

    /** Whether the answers say for certain that it is not stored, or it was never sent. */
    private boolean notToLand(long event) {
        return switch (ledger.outcome(event)) {
            case Accepted, Unknown -> false;
            case Refused -> true;
            case None -> ledger.sentTick(event) < 0;
        };
    }

    private boolean differs(EventRow row, LoadEvent sent) {
        return !sent.type().equals(row.type())
                || !Objects.equals(sent.key(), row.key())
                || row.data() == null
                || !json.same(sent.data(), row.data());
    }

    private long dueMicros(long event) {
        long due = run.dueNanos().applyAsLong(event / workload.eventsPerRequest());
        return startMicros + TimeUnit.NANOSECONDS.toMicros(due);
    }
}
