// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.outcome;

/**
 * What the answers say of one event. The order is that of weight: of several answers for one event
 * the heaviest counts.
 */
public enum Outcome {
    /** Not sent, or still without an answer. */
    None(0),
    /** Certainly not stored: refused for good or for now, or never sent. */
    Refused(1),
    /** Nobody can say whether it was stored: no answer, or one that says so. */
    Unknown(2),
    /** Stored: Kafka confirmed it. */
    Accepted(3);

    private final int weight;

    Outcome(int weight) {
        this.weight = weight;
    }

    /** The weight, 0 to 3. */
    int weight() {
        return weight;
    }

    static Outcome of(int weight) {
        return switch (weight) {
            case 0 -> None;
            case 1 -> Refused;
            case 2 -> Unknown;
            case 3 -> Accepted;
            default -> throw new IllegalArgumentException("no outcome weighs " + weight);
        };
    }
}
