// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import java.util.List;

/**
 * How many consumers there are to be, and everything that it was decided from.
 *
 * @param replicas consumers from now on
 * @param desired consumers that were asked for so far
 * @param reason why that many
 * @param inputs what the decision knew
 * @param needs how many consumers what comes in and waits needs; {@link Needs#NONE} if that could
 *     not be said
 * @param alternatives the chosen number and its two neighbours, as far as they are within bounds
 * @param findings what whoever runs the pipeline should know
 */
public record Decision(
        int replicas,
        int desired,
        Reason reason,
        Inputs inputs,
        Needs needs,
        List<Alternative> alternatives,
        List<Finding> findings) {

    public Decision {
        alternatives = List.copyOf(alternatives);
        findings = List.copyOf(findings);
    }

    /** Whether the number changes. */
    public boolean isChange() {
        return replicas != desired;
    }

    /** Why a number was chosen. */
    public enum Reason {
        /** As many as there are suffice, and fewer would not. */
        Steady,
        /** What comes in and waits needs more. */
        More,
        /** It needs a few more, but the last change was a moment ago. */
        MoreSoon,
        /** Fewer have been enough for long. */
        Fewer,
        /** Fewer are enough, but not for long enough yet. */
        FewerSoon,
        /** Fewer are enough, but moving their partitions would cost more than they do. */
        FewerNotWorth,
        /** The group is dealing partitions, or not all consumers work yet. */
        Unsettled,
        /** Consumers are being exchanged for others. */
        RollingOut,
        /** Kafka did not answer. */
        KafkaSilent,
        /** No consumer has told yet how much it can do. */
        CapacityUnknown,
        /** More consumers brought nothing: what they write to is at its limit. */
        DownstreamSaturated,
        /** Nothing comes in and nothing waits. */
        Idle,
        /** Something came in while there was no consumer. */
        Woken,
        /** Fewer or more were asked for than there may be. */
        OutOfBounds
    }

    /** What keeps a number from being smaller. */
    public enum Constraint {
        /** All consumers together would be too busy. */
        Mean,
        /** The consumer with the most to do would be too busy. */
        Worst,
        /** What waits would not be settled in time. */
        Backlog,
        /** There may not be fewer. */
        Least,
        /** It could be greater, but there may not be more. */
        Most,
        /** It could be greater, but there are no more partitions. */
        Partitions,
        /** It could be greater, but what they write to is at its limit. */
        Downstream
    }

    /**
     * What a decision knew.
     *
     * @param arrivalRate records a second that come in; NaN while unknown
     * @param backlogRecords records that wait, beyond what is only not committed yet
     * @param ageSeconds of the oldest record
     * @param replicaRate records a second that one consumer settles if it does nothing else; NaN
     *     while unknown
     * @param busyShare part of their capacity that consumers used of late, the median; NaN while
     *     unknown
     * @param readySeconds that a new consumer takes until it holds partitions
     * @param rebalanceSeconds that partitions stand still when they move
     */
    public record Inputs(
            double arrivalRate,
            double backlogRecords,
            double ageSeconds,
            double replicaRate,
            double busyShare,
            double readySeconds,
            double rebalanceSeconds) {}

    /**
     * How many consumers are needed.
     *
     * @param up fewest that what comes in now and waits needs
     * @param down fewest that would still do with room to spare
     * @param constraint what keeps {@code up} from being smaller or greater
     */
    public record Needs(int up, int down, Constraint constraint) {

        /** Unknown. */
        public static final Needs NONE = new Needs(0, 0, Constraint.Least);
    }

    /**
     * A number of consumers, and how busy they would be.
     *
     * @param meanShare part of their capacity that all together would use for what comes in
     * @param worstShare the same of the one that has the most to do, what waits included
     */
    public record Alternative(int replicas, double meanShare, double worstShare) {}
}
