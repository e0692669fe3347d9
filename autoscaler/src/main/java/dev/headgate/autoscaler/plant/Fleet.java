// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The replicas of a plant: asked for, starting, working, dead. Not for several threads.
 *
 * <p>Implementation note: who is ready and who is a member is counted when it changes, not when it
 * is asked for, which is several times in each second.
 */
final class Fleet {

    private final PlantSettings settings;
    private final Chance chance;

    /** The oldest first, dead ones that nobody misses yet among them. */
    private final List<Replica> replicas = new ArrayList<>();

    private List<Replica> ready = List.of();
    private List<Replica> members = List.of();
    private int changesAt;
    private int numbers;

    Fleet(PlantSettings settings, Chance chance) {
        this.settings = settings;
        this.chance = chance;
    }

    /** Replicas that have been working for long. */
    void begin(int count) {
        int joined = (int) -Math.ceil(settings.startUp().warmSeconds());
        for (int i = 0; i < count; i++) {
            replicas.add(new Replica(numbers++, joined));
        }
        count(0);
    }

    /** Goes on to a second: who has started joins, and those are forgotten that are missed. */
    void turn(int second) {
        if (second >= changesAt) {
            replicas.removeIf(each -> second >= each.missedAt());
            count(second);
        }
    }

    private void count(int second) {
        List<Replica> nowReady = new ArrayList<>(replicas.size());
        List<Replica> nowMembers = new ArrayList<>(replicas.size());
        changesAt = Replica.NEVER;
        for (Replica each : replicas) {
            if (second < each.joinsAt()) {
                changesAt = Math.min(changesAt, each.joinsAt());
                continue;
            }
            nowMembers.add(each);
            if (each.isDead()) {
                changesAt = Math.min(changesAt, each.missedAt());
            } else {
                nowReady.add(each);
            }
        }
        ready = nowReady;
        members = nowMembers;
    }

    /** Those that work, the oldest first; to be read only. */
    List<Replica> ready() {
        return ready;
    }

    /** Members of the group, dead ones that nobody misses yet among them; to be read only. */
    List<Replica> members() {
        return members;
    }

    /**
     * Asks for as many: new ones start, or some go at once, in the order in which Kubernetes
     * removes pods: those that are not ready, then those that cost least, then the youngest.
     *
     * @param cost of removing one
     */
    void scaleTo(int count, int second, ToDoubleFunction<Replica> cost) {
        List<Replica> living = new ArrayList<>(replicas);
        living.removeIf(Replica::isDead);
        living.sort(
                Comparator.comparing((Replica each) -> each.isReady(second))
                        .thenComparingDouble(cost)
                        .thenComparingInt(each -> -each.number()));
        replicas.removeAll(living.subList(0, Math.max(0, living.size() - count)));
        for (int missing = count - living.size(); missing > 0; missing--) {
            start(second);
        }
        count(second);
    }

    private void start(int second) {
        replicas.add(new Replica(numbers++, second + settings.startUp().seconds(chance)));
    }

    /** Some of those that work die, one at least; new ones start in their place. */
    void crash(double share, int second) {
        List<Replica> left = new ArrayList<>(ready);
        int dying = Math.min(left.size(), Math.max(1, (int) Math.round(share * left.size())));
        for (int i = 0; i < dying; i++) {
            left.remove(chance.below(left.size()))
                    .die(second + settings.rebalance().sessionSeconds());
            start(second);
        }
        count(second);
    }

    /** Each that works finds out what it can settle in this second. */
    void findCapacities(int second, double factor) {
        for (Replica each : ready) {
            each.turn(second, settings, factor, chance);
        }
    }
}
