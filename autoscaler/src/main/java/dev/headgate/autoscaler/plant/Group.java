// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import dev.headgate.autoscaler.plant.Rebalance.Protocol;
import java.util.Arrays;
import java.util.List;

/**
 * The consumer group: who has which partition, and which ones stand still because they move. Not
 * for several threads.
 *
 * <p>Implementation note: whoever gives a partition away commits what it has settled of it. A
 * member that has died gives nothing away, and the group does not know: with {@link
 * Protocol#Incremental} it keeps its partitions until it is missed, with {@link Protocol#Eager} all
 * wait for it.
 */
final class Group {

    private final PlantSettings settings;
    private final Topic topic;
    private final int[] pausedUntil;
    private List<Replica> members = List.of();
    private Deal deal;
    private long moves;
    private long movedRecords;

    Group(PlantSettings settings, Topic topic) {
        this.settings = settings;
        this.topic = topic;
        this.pausedUntil = new int[settings.partitions()];
        this.deal = Deal.none(settings.partitions());
    }

    /** The members of the begin, who have their partitions already. */
    void begin(List<Replica> first, double[] loads) {
        members = first;
        hand(assigned(first, loads), 0);
    }

    /**
     * Deals anew if members have changed.
     *
     * @param now who is a member, dead ones that are not missed yet among them
     * @param loads records a second of each partition
     */
    void look(List<Replica> now, int second, double[] loads) {
        if (now.equals(members)) {
            return;
        }
        int done = second + settings.rebalance().pauseSeconds();
        int missed = lastMissed(now);
        boolean eager = settings.rebalance().protocol() == Protocol.Eager;
        int[] next = eager && missed > second ? deal.owners() : assigned(now, loads);
        if (!eager) {
            leaveToTheDead(next, now);
        }
        int resumed = eager ? Math.max(done, missed) : done;
        for (int p = 0; p < next.length; p++) {
            boolean moves = next[p] != deal.owner(p);
            if (eager || moves) {
                release(p);
                pausedUntil[p] = next[p] == Assignor.NOBODY ? second : resumed;
            }
            if (moves && next[p] != Assignor.NOBODY) {
                countMove(p);
            }
        }
        members = now;
        hand(next, Math.max(done, missed));
    }

    private int[] assigned(List<Replica> now, double[] loads) {
        int[] owners = deal.owners();
        if (now.isEmpty()) {
            Arrays.fill(owners, Assignor.NOBODY);
            return owners;
        }
        int[] numbers = now.stream().mapToInt(Replica::number).toArray();
        return settings.assignor().assign(owners, numbers, loads);
    }

    /** When the last dead member is missed; before all time if none is dead. */
    private static int lastMissed(List<Replica> members) {
        int last = 0;
        for (Replica each : members) {
            last = each.isDead() ? Math.max(last, each.missedAt()) : last;
        }
        return last;
    }

    private void leaveToTheDead(int[] next, List<Replica> now) {
        for (Replica each : now) {
            if (each.isDead()) {
                for (int p : each.partitions()) {
                    next[p] = each.number();
                }
            }
        }
    }

    private void release(int partition) {
        if (isAlive(deal.owner(partition))) {
            topic.commit(partition);
        }
    }

    private void countMove(int partition) {
        moves++;
        movedRecords += topic.records(partition);
    }

    private void hand(int[] owners, int settledAt) {
        deal = new Deal(owners, settledAt);
        for (Replica each : members) {
            each.hold(deal.partitionsOf(each.number()));
        }
    }

    private boolean isAlive(int number) {
        for (Replica each : members) {
            if (each.number() == number) {
                return !each.isDead();
            }
        }
        return false;
    }

    /** Who has what, as the group sees it. */
    Deal deal() {
        return deal;
    }

    boolean isPaused(int partition, int second) {
        return second < pausedUntil[partition];
    }

    /** Whether somebody settles the partition: its owner lives and has it already. */
    boolean isServed(int partition, int second) {
        return !isPaused(partition, second) && isAlive(deal.owner(partition));
    }

    /** Partitions that have gone to another member so far. */
    long moves() {
        return moves;
    }

    /** Records that waited in them when they went. */
    long movedRecords() {
        return movedRecords;
    }
}
