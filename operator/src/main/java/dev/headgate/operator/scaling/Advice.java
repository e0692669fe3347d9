// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import dev.headgate.autoscaler.Decision;
import dev.headgate.autoscaler.Decision.Needs;

/**
 * How many consumers are advised where the platform does not decide: more at once, fewer once they
 * have been enough for minutes.
 *
 * @param replicas that are advised; 0 before the first look
 * @param neededAt when as many were needed last
 */
record Advice(int replicas, double neededAt) {

    private static final double CALM_SECONDS = 180;

    static final Advice NONE = new Advice(0, Double.NEGATIVE_INFINITY);

    Advice next(double at, Decision decision) {
        Needs needs = decision.needs();
        int wanted =
                needs.equals(Needs.NONE) ? decision.replicas() : Math.max(needs.up(), needs.down());
        boolean asMany = wanted >= replicas;
        return asMany || at - neededAt >= CALM_SECONDS ? new Advice(wanted, at) : this;
    }
}
