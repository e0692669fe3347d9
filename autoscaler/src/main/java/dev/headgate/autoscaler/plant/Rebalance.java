// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

/**
 * What a change of the group's members costs.
 *
 * @param protocol what stands still meanwhile
 * @param pauseSeconds for how long, 0 or more
 * @param sessionSeconds after how long a member that died without a word is missed, 1 or more
 */
public record Rebalance(Protocol protocol, int pauseSeconds, int sessionSeconds) {

    /** Kafka 4's protocol: only what moves stands still. */
    public static final Rebalance INCREMENTAL = new Rebalance(Protocol.Incremental, 6, 45);

    /** The protocol of older brokers with an eager assignor. A dead member holds it up. */
    public static final Rebalance EAGER = new Rebalance(Protocol.Eager, 15, 45);

    public Rebalance {
        if (pauseSeconds < 0 || sessionSeconds < 1) {
            throw new IllegalArgumentException(
                    "a pause takes no negative time, and a session at least a second");
        }
    }

    /** What stands still while members change. */
    public enum Protocol {
        /** The partitions that move; those of a dead member move when it is missed. */
        Incremental,
        /** All partitions, until every member that is not missed yet takes part. */
        Eager
    }
}
