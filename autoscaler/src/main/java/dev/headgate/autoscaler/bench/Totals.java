// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import dev.headgate.autoscaler.plant.Score;

/**
 * Scores of the trials of one seed, added up.
 *
 * @param violationMinutes time in which the oldest record was older than promised
 * @param replicaHours replicas that were asked for, times how long
 * @param actions changes of their number
 * @param reversals changes that took another back within 15 min
 * @param p99AgeSeconds 99th percentile of the age of the oldest record, in the worst trial
 * @param wastedHours replica-hours that brought nothing, in the limited trial, which is in none of
 *     the others
 */
record Totals(
        double violationMinutes,
        double replicaHours,
        double actions,
        double reversals,
        double p99AgeSeconds,
        double wastedHours) {

    static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);

    /** With another trial. */
    Totals plus(Score score) {
        return new Totals(
                violationMinutes + score.violationMinutes(),
                replicaHours + score.replicaHours(),
                actions + score.actions(),
                reversals + score.reversals(),
                Math.max(p99AgeSeconds, score.p99AgeSeconds()),
                wastedHours);
    }

    /** With what the limited trial wasted. */
    Totals wasting(double hours) {
        return new Totals(violationMinutes, replicaHours, actions, reversals, p99AgeSeconds, hours);
    }
}
