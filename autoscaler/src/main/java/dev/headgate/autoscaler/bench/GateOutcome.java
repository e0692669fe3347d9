// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

/** What became of a demand on the comparison. */
public sealed interface GateOutcome {

    /** What was demanded, in short. */
    String demand();

    /** What there is, and what there may be. */
    String sentence();

    /** The demand is met. */
    record Held(String demand, String sentence) implements GateOutcome {}

    /** It is not. */
    record Missed(String demand, String sentence) implements GateOutcome {}
}
