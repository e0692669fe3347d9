// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import dev.headgate.contract.pipeline.PartitionBy;
import dev.headgate.loadtest.outcome.Ledger;
import dev.headgate.loadtest.outcome.Outcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the order of rows with real time: an event that was acknowledged before another of its
 * group was sent has to lie before it. Events that overlap in time may lie either way. For one
 * thread.
 *
 * <p>Rows come partition by partition in the order of their offsets. For each group of a partition
 * the latest instant is kept at which an event of it was sent; a row whose event was acknowledged
 * before that instant lies behind one that was sent after it. A group that moved to another
 * partition, since partitions were added, is compared within each.
 */
final class OrderCheck {

    /** Groups of one partition that there is memory for: 48 MB. */
    static final int GROUPS_MAX = 2_000_000;

    private final Map<Integer, PartitionBy> orders;
    private final Ledger ledger;
    private final GroupTicks latestSent;
    private int topicRef = -1;
    private int partition = -1;
    private long unchecked;

    /**
     * A check of rows.
     *
     * @param orders what keeps its order, for each number of a topic; others are not looked at
     */
    OrderCheck(Map<Integer, PartitionBy> orders, Ledger ledger, int groupsMax) {
        this.orders = Map.copyOf(orders);
        this.ledger = ledger;
        this.latestSent = new GroupTicks(groupsMax);
    }

    /** Whether the next row lies behind one that was sent after it was acknowledged. */
    boolean outOfOrder(EventRow row, long event) {
        if (row.topicRef() != topicRef || row.partition() != partition) {
            topicRef = row.topicRef();
            partition = row.partition();
            latestSent.clear();
        }
        @Nullable String group = group(row);
        if (group == null) {
            return false;
        }
        long latest = latestSent.raise(group, ledger.sentTick(event));
        if (latest == GroupTicks.FULL) {
            unchecked++;
            return false;
        }
        return ledger.outcome(event) == Outcome.Accepted && ledger.answeredTick(event) < latest;
    }

    /** Rows that were not looked at, since there was no room for their group. */
    long unchecked() {
        return unchecked;
    }

    private @Nullable String group(EventRow row) {
        return switch (orders.getOrDefault(row.topicRef(), PartitionBy.None)) {
            case Key -> row.key();
            case EventType -> row.type();
            case None -> null;
        };
    }
}
