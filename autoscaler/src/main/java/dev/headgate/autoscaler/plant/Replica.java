// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

/** One replica of a plant: it starts, joins the group, works, dies. Not for several threads. */
final class Replica {

    /** The second of what does not happen. */
    static final int NEVER = Integer.MAX_VALUE;

    private static final double RATE_MIN = 0.1;

    /** What is left of a deviation of the rate after a second: it is forgotten within minutes. */
    private static final double DRIFT_KEPT = 0.98;

    /** With it the rate's deviation in the long run is the noise: the root of 1 - 0.98^2. */
    private static final double DRIFT_ADDED = 0.2;

    private final int number;
    private final int joinsAt;
    private int[] partitions = {};
    private int missedAt = NEVER;
    private double drift;
    private double capacity;
    private long processed;
    private double busySeconds;

    /**
     * A replica that is to join.
     *
     * @param number no other of the plant ever has it
     * @param joinsAt second in which it joins the group, and is ready
     */
    Replica(int number, int joinsAt) {
        this.number = number;
        this.joinsAt = joinsAt;
    }

    int number() {
        return number;
    }

    int joinsAt() {
        return joinsAt;
    }

    boolean isReady(int second) {
        return second >= joinsAt && !isDead();
    }

    /** Dies without a word to the group, which misses it in that second. */
    void die(int missedInSecond) {
        missedAt = missedInSecond;
    }

    boolean isDead() {
        return missedAt != NEVER;
    }

    /** When the group misses it, {@link #NEVER} while it lives. */
    int missedAt() {
        return missedAt;
    }

    /** Has these from now on, and no others. */
    void hold(int... held) {
        partitions = held;
    }

    /** Those that it has, to be read only. */
    int[] partitions() {
        return partitions;
    }

    /** Finds out what it can settle in this second. */
    void turn(int second, PlantSettings settings, double factor, Chance chance) {
        drift = DRIFT_KEPT * drift + DRIFT_ADDED * settings.rateNoise() * chance.normal();
        double share = settings.startUp().share(second - joinsAt);
        capacity = settings.replicaRate() * factor * share * Math.max(RATE_MIN, 1 + drift);
    }

    /** Records that it can settle in this second. */
    double capacity() {
        return capacity;
    }

    /** Has settled records, and was busy for that part of a second. */
    void worked(long records, double busy) {
        processed += records;
        busySeconds += busy;
    }

    /** Records that it has settled so far. */
    long processed() {
        return processed;
    }

    /** Seconds that it had work, or waited for what is behind it. */
    double busySeconds() {
        return busySeconds;
    }
}
