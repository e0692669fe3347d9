// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

/** Something that befalls a plant. Seconds count from the begin of a run; an end is exclusive. */
public sealed interface Disturbance {

    /** A disturbance that holds for a while. */
    sealed interface Lasting extends Disturbance {

        /** First second. */
        int from();

        /** Second after the last. */
        int to();

        /** Whether it holds in that second. */
        default boolean holds(int second) {
            return second >= from() && second < to();
        }
    }

    /** A disturbance that happens at the begin of a second, before anything arrives. */
    sealed interface Sudden extends Disturbance {

        /** Whether it happens in that second. */
        boolean happens(int second);
    }

    /** A sudden disturbance that happens once. */
    sealed interface Once extends Sudden {

        /** The second. */
        int at();

        @Override
        default boolean happens(int second) {
            return second == at();
        }
    }

    /**
     * What all replicas together settle is bounded, as by a database. Of several the tightest
     * counts.
     *
     * @param from first second
     * @param to second after the last
     * @param recordsPerSecond the bound, more than 0
     * @param soft whether it is felt before it is reached
     */
    record Downstream(int from, int to, double recordsPerSecond, boolean soft) implements Lasting {

        public Downstream {
            require(recordsPerSecond > 0, "what is behind replicas takes some records");
        }
    }

    /**
     * Replicas work at another rate, as when records become larger. Several multiply.
     *
     * @param from first second
     * @param to second after the last
     * @param factor what their rate is multiplied with, more than 0
     */
    record Rate(int from, int to, double factor) implements Lasting {

        public Rate {
            require(factor > 0, "replicas that settle nothing at all are dead ones");
        }
    }

    /**
     * A partition gives nothing: its head cannot be settled.
     *
     * @param from first second
     * @param to second after the last
     * @param partition which one, from 0
     */
    record Poison(int from, int to, int partition) implements Lasting {}

    /**
     * Whoever asks is told nothing. The group and its replicas work on.
     *
     * @param from first second
     * @param to second after the last
     * @param kafka whether Kafka does not answer
     * @param telemetry whether the replicas do not
     */
    record Silence(int from, int to, boolean kafka, boolean telemetry) implements Lasting {}

    /**
     * Replicas die without a word; their pods are replaced at once, and the group misses them when
     * their session ends.
     *
     * @param at the second
     * @param share how many of those that work, 0 to 1, one at least
     */
    record Crash(int at, double share) implements Once {

        public Crash {
            requireShare(share);
        }
    }

    /**
     * The topic is deleted and made again: what waited is gone, and offsets begin at 0.
     *
     * @param at the second
     */
    record Recreated(int at) implements Once {}

    /**
     * Committed offsets are thrown away; replicas commit anew soon, and settle nothing twice.
     *
     * @param at the second
     */
    record OffsetsLost(int at) implements Once {}

    /**
     * Retention deletes what waits, and all that is settled.
     *
     * @param at the second
     * @param share of the records that wait in each partition, the oldest ones, 0 to 1
     */
    record Retention(int at, double share) implements Once {

        public Retention {
            requireShare(share);
        }
    }

    /**
     * Now and then an offset of each partition is no record, as with producers' transactions.
     *
     * @param everySeconds how often, 1 or more
     */
    record Markers(int everySeconds) implements Sudden {

        public Markers {
            require(everySeconds >= 1, "markers come once in a second at most");
        }

        @Override
        public boolean happens(int second) {
            return second > 0 && second % everySeconds == 0;
        }
    }

    private static void requireShare(double share) {
        require(share >= 0 && share <= 1, "a share is a number from 0 to 1");
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
