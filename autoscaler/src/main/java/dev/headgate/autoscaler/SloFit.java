// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import dev.headgate.autoscaler.Decision.Needs;
import dev.headgate.autoscaler.Decision.Reason;
import dev.headgate.autoscaler.Observation.KafkaSight;
import java.util.List;

/**
 * Finds the fewest consumers that keep a promise of freshness. It has no clock and does nothing:
 * what it is told and what it remembers decide, so that the same gives the same.
 *
 * <p>Implementation note: how many consumers are needed is not read off how many records wait, for
 * that says nothing while everything goes well. It is computed from what comes in and from how much
 * one consumer settles while it is busy: the fewest of which neither all together nor the one with
 * the most partitions would be too busy, and which settle in time what waits already and what will
 * wait until they are there. More come at once. Fewer come only after they have been enough for
 * minutes, the group is settled, and what moving their partitions costs is less than what they
 * cost.
 */
public final class SloFit {

    private static final double STALE_SECONDS = 180;

    private final ScalerSettings settings;
    private final ScalerConstants constants;

    /** With the constants that were found by trying. */
    public SloFit(ScalerSettings settings) {
        this(settings, ScalerConstants.TUNED);
    }

    /** With others. */
    public SloFit(ScalerSettings settings, ScalerConstants constants) {
        this.settings = settings;
        this.constants = constants;
    }

    /**
     * A decision and what is remembered after it.
     *
     * @param state to be passed with the next observation
     */
    public record Outcome(Decision decision, ScalerState state) {}

    /**
     * Decides.
     *
     * @param before what was remembered after the decision before; {@link ScalerState#NONE} at
     *     first
     */
    public Outcome decide(Observation seen, ScalerState before) {
        KafkaSight kafka = seen.kafka();
        if (kafka == null || kafka.partitions().isEmpty()) {
            return unheard(seen, before);
        }
        Insight insight = Insight.of(seen, kafka, before, settings);
        return new Deliberation(settings, constants, insight, seen, before).outcome();
    }

    private Outcome unheard(Observation seen, ScalerState before) {
        ScalerState after = before.unheard(seen.atSeconds());
        double silent = seen.atSeconds() - after.heardAt();
        boolean stale = silent >= STALE_SECONDS;
        int desired = seen.workload().desired();
        int replicas = stale ? Math.max(desired, settings.fallbackReplicas()) : desired;
        Decision.Inputs nothing =
                new Decision.Inputs(
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        before.capacity().recordsPerSecond(),
                        Double.NaN,
                        before.times().ready(),
                        before.times().rebalance());
        return new Outcome(
                new Decision(
                        replicas,
                        desired,
                        Reason.KafkaSilent,
                        nothing,
                        Needs.NONE,
                        List.of(),
                        stale ? List.of(new Finding.MetricsStale(silent)) : List.of()),
                after);
    }
}
