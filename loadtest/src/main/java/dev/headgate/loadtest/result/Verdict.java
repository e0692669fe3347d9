// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.result;

import java.util.List;

/**
 * What the comparison of answers and database found, event by event. Repeats of an event count as
 * that event.
 *
 * @param events different valid and invalid events that were sent
 * @param accepted those that an answer acknowledged
 * @param refused those that are certainly not stored, as the answers say
 * @param unknown those whose outcome the answers left open
 * @param rows rows of this run in the database
 * @param deadLetters dead letters of this run
 * @param parked records of this run that are parked: they may still land, or become dead letters
 * @param suppressed repeats that consumers kept out while the run lasted, of all senders
 * @param othersRows rows that landed while the run lasted and are of other senders
 * @param orderUnchecked rows of this run whose order was not looked at, because the partition has
 *     more different keys than there is memory set aside for
 * @param settled whether every acknowledged place was settled before patience ended
 * @param lost acknowledged events that are neither a row, nor parked, nor a dead letter
 * @param duplicated events that are there more than once, as rows, parked or as dead letters
 * @param changed events whose row differs from what was sent
 * @param outOfOrder events whose row stands behind that of an event of the same key which was sent
 *     only after they were acknowledged
 * @param unexpected rows or dead letters of events that were refused, never sent, or not made
 * @param acceptToRow time from Kafka's timestamp of the record to the transaction that landed it
 * @param dueToRow time from the instant a request was due to the transaction that landed its row
 */
public record Verdict(
        long events,
        long accepted,
        long refused,
        long unknown,
        long rows,
        long deadLetters,
        long parked,
        long suppressed,
        long othersRows,
        long orderUnchecked,
        boolean settled,
        Finding lost,
        Finding duplicated,
        Finding changed,
        Finding outOfOrder,
        Finding unexpected,
        Latency acceptToRow,
        Latency dueToRow) {

    /** Whether every promise was kept. */
    public boolean holds() {
        return findings().stream().allMatch(finding -> finding.count() == 0)
                && events == accepted + refused + unknown;
    }

    /** All kinds of broken promises. */
    public List<Finding> findings() {
        return List.of(lost, duplicated, changed, outOfOrder, unexpected);
    }

    /**
     * Events that break a promise.
     *
     * @param count how many
     * @param ids the first of their ids, at most {@link #NAMED_MAX}
     */
    public record Finding(long count, List<String> ids) {

        /** How many are named. */
        public static final int NAMED_MAX = 10;

        public Finding {
            ids = List.copyOf(ids);
        }
    }
}
