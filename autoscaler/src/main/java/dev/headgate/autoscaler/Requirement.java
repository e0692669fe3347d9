// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import dev.headgate.autoscaler.Decision.Constraint;
import dev.headgate.autoscaler.Decision.Needs;
import dev.headgate.autoscaler.Fit.Fewest;
import dev.headgate.autoscaler.Fit.Room;
import dev.headgate.autoscaler.Observation.WorkloadSight;

/**
 * How many consumers what comes in and waits requires, whatever there are.
 *
 * <p>Loads are by partition, the smallest first.
 */
final class Requirement {

    private final int least;
    private final int most;
    private final double[] present;
    private final double[] draining;
    private final Fit fit;
    private final GuardMemory guard;
    private final Needs needs;
    private final int roomy;

    Requirement(
            ScalerSettings settings,
            ScalerConstants constants,
            Insight insight,
            WorkloadSight workload,
            GuardMemory guardBefore) {
        this.most = Math.min(settings.maxReplicas(), insight.partitions());
        this.least = Math.min(settings.minReplicas(), most);
        this.fit = new Fit(insight.capacity().recordsPerSecond(), settings.dealing());
        this.present = insight.demand().present();
        this.draining = draining(settings, constants, insight, workload, present);
        this.guard = guarded(insight, workload, guardBefore, Loads.sum(present));
        if (!insight.capacity().isKnown()) {
            this.needs = Needs.NONE;
            this.roomy = 0;
            return;
        }
        Fewest up =
                fit.fewest(
                        present,
                        new Room(constants.upMeanShare(), constants.upWorstShare()),
                        draining,
                        constants.drainWorstShare(),
                        most);
        double[] lasting = insight.demand().lasting();
        Room below = new Room(constants.downMeanShare(), constants.downWorstShare());
        Room after = new Room(constants.riseMeanShare(), constants.riseWorstShare());
        int floor = Math.max(1, least);
        GuardMemory.Cap cap = guard.cap();
        int upper = cap == null ? most : Math.clamp(cap.replicas(), floor, most);
        this.needs =
                new Needs(
                        Math.clamp(up.replicas(), floor, upper),
                        Math.clamp(fit.fewest(lasting, below, most), floor, upper),
                        constraint(up, floor, upper, most < settings.maxReplicas()));
        int comfortable = Math.clamp(fit.fewest(present, after, most), floor, upper);
        this.roomy = Math.max(comfortable, Math.max(needs.up(), needs.down()));
    }

    private static Constraint constraint(
            Fewest up, int floor, int upper, boolean partitionsAreShort) {
        if (up.replicas() > upper) {
            return Constraint.Downstream;
        }
        if (up.constraint() == Constraint.Most) {
            return partitionsAreShort ? Constraint.Partitions : Constraint.Most;
        }
        return up.replicas() <= floor ? Constraint.Least : up.constraint();
    }

    /**
     * What waits counts if it is old, or if it will be when more consumers are there; the older it
     * will be, the sooner it has to be gone.
     */
    private static double[] draining(
            ScalerSettings settings,
            ScalerConstants constants,
            Insight insight,
            WorkloadSight workload,
            double[] present) {
        double objective = settings.objectiveSeconds();
        double rate = Loads.sum(present);
        double capacity = workload.ready() * insight.capacity().recordsPerSecond();
        TimeMemory times = insight.times();
        double growth = Math.max(0, rate - capacity) * (times.ready() + times.rebalance());
        double age = Math.max(insight.demand().ageSeconds(), rate > 0 ? growth / rate : 0);
        if (!(age > constants.backlogAgeShare() * objective)) {
            return present;
        }
        boolean soon = age > constants.hurryAgeShare() * objective;
        double share = soon ? constants.drainShare() : constants.calmDrainShare();
        return insight.demand().draining(growth, share * objective, insight.partitionRate());
    }

    private static GuardMemory guarded(
            Insight insight, WorkloadSight workload, GuardMemory before, double rate) {
        boolean allWork = insight.calm() && workload.ready() == workload.desired();
        return DownstreamGuard.next(
                before,
                new DownstreamGuard.Look(
                        insight.at(),
                        allWork ? workload.ready() : 0,
                        insight.capacity().busyShare(),
                        insight.capacity().throughput(),
                        rate));
    }

    /** Records a second that come in. */
    double rate() {
        return Loads.sum(present);
    }

    /** Part of their capacity that so many would use for what comes in. */
    double meanShare(int replicas) {
        return fit.meanShare(present, replicas);
    }

    /** The same of the one that has the most to do, what waits included. */
    double worstShare(int replicas) {
        return fit.worstShare(draining, replicas);
    }

    /** Fewest that there may be, 0 or more. */
    int least() {
        return least;
    }

    /** Most that there may be: no more than partitions. */
    int most() {
        return most;
    }

    /** After this look. */
    GuardMemory guard() {
        return guard;
    }

    /** The fewest that are needed; {@link Needs#NONE} while nobody knows how fast consumers are. */
    Needs needs() {
        return needs;
    }

    /** How many there shall be after a rise: some more, so that the next one is not soon. */
    int roomy() {
        return roomy;
    }
}
