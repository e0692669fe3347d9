// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import dev.headgate.autoscaler.Decision.Alternative;
import dev.headgate.autoscaler.Decision.Needs;
import dev.headgate.autoscaler.Decision.Reason;
import dev.headgate.autoscaler.Observation.WorkloadSight;
import java.util.ArrayList;
import java.util.List;

/** One decision, from what is needed to what is done about it now. */
final class Deliberation {

    private final ScalerSettings settings;
    private final ScalerConstants constants;
    private final Insight insight;
    private final ScalerState before;
    private final WorkloadSight workload;
    private final int desired;
    private final Requirement requirement;
    private final Needs needs;
    private final ChangeMemory changes;
    private final double downSeconds;
    private final Idleness idleness;

    Deliberation(
            ScalerSettings settings,
            ScalerConstants constants,
            Insight insight,
            Observation seen,
            ScalerState before) {
        this.settings = settings;
        this.constants = constants;
        this.insight = insight;
        this.before = before;
        this.workload = seen.workload();
        this.desired = workload.desired();
        this.requirement = new Requirement(settings, constants, insight, workload, before.guard());
        this.needs = requirement.needs();
        this.changes =
                before.changes()
                        .wished(
                                insight.at(),
                                Math.max(needs.up(), needs.down()),
                                constants.downSecondsMax())
                        .calmed(insight.at(), constants);
        this.downSeconds = changes.downSeconds(constants);
        this.idleness = Idleness.of(insight, seen, before.idleSince(), settings);
    }

    SloFit.Outcome outcome() {
        int bounded = Math.clamp(desired, requirement.least(), requirement.most());
        if (desired != bounded) {
            return changed(bounded, Reason.OutOfBounds);
        }
        if (workload.rollingOut()) {
            return kept(Reason.RollingOut);
        }
        if (desired == 0) {
            return idleness.isAwake()
                    ? changed(Math.max(1, needs.up()), Reason.Woken)
                    : kept(Reason.Idle);
        }
        if (idleness.allowsZero()) {
            return changed(0, Reason.Idle);
        }
        if (!insight.capacity().isKnown()) {
            return unknown();
        }
        GuardMemory.Cap cap = requirement.guard().cap();
        if (cap != null && cap.at() == insight.at() && needs.up() < desired) {
            return changed(needs.up(), Reason.DownstreamSaturated);
        }
        if (needs.up() > desired) {
            return isUrgent() || changes.quietSeconds(insight.at()) >= constants.upCalmSeconds()
                    ? changed(requirement.roomy(), Reason.More)
                    : kept(Reason.MoreSoon);
        }
        return Math.max(needs.up(), needs.down()) < desired ? fewer() : kept(Reason.Steady);
    }

    /** While nobody knows how much a consumer can do, twice as many is a guess as good as any. */
    private SloFit.Outcome unknown() {
        boolean late = isOlderThan(constants.urgentAgeShare());
        boolean allWork = insight.stable() && workload.ready() >= desired;
        return late && allWork && desired < requirement.most()
                ? changed(Math.min(2 * desired, requirement.most()), Reason.CapacityUnknown)
                : kept(Reason.CapacityUnknown);
    }

    private boolean isUrgent() {
        return isOlderThan(constants.urgentAgeShare())
                || needs.up() >= constants.urgentFactor() * desired
                || requirement.meanShare(desired) > constants.urgentLoadShare();
    }

    private boolean isOlderThan(double share) {
        return insight.demand().ageSeconds() > share * settings.objectiveSeconds();
    }

    private SloFit.Outcome fewer() {
        int floor = Math.max(1, requirement.least());
        int replicas = Math.max(floor, changes.highestWish(insight.at(), downSeconds));
        boolean settled = insight.stable() && (workload.ready() >= desired || isOverdue());
        if (!settled || isOlderThan(constants.calmAgeShare())) {
            return kept(Reason.Unsettled);
        }
        if (replicas >= desired || isTooSoon(replicas)) {
            return kept(Reason.FewerSoon);
        }
        int target = bearable(replicas);
        return target < desired && isWorth(target)
                ? changed(target, Reason.Fewer)
                : kept(Reason.FewerNotWorth);
    }

    /** Consumers that are still not there will not come, such as for want of a node. */
    private boolean isOverdue() {
        return changes.quietSeconds(insight.at()) >= TimeMemory.READY_SECONDS_MAX;
    }

    /** Rather one fall a little later than two, and none that is hardly one. */
    private boolean isTooSoon(int replicas) {
        double quiet = changes.quietSeconds(insight.at());
        if (quiet < downSeconds || quiet >= constants.smallFallFactor() * downSeconds) {
            return quiet < downSeconds;
        }
        int soon = Math.max(needs.up(), needs.down());
        int fall = desired - replicas;
        return fall < constants.stepShare() * (desired - soon)
                || fall < constants.fallShareMin() * desired;
    }

    /** The fewest, from so many on, that catch up soon with what waits while partitions move. */
    private int bearable(int replicas) {
        double rate = requirement.rate();
        double missed = rate * insight.times().rebalance();
        double allowed = constants.afterDownAgeShare() * settings.objectiveSeconds();
        int target = replicas;
        while (target < desired
                && missed > allowed * (target * insight.capacity().recordsPerSecond() - rate)) {
            target++;
        }
        return target;
    }

    private boolean isWorth(int replicas) {
        double moved = (double) insight.partitions() * (desired - replicas) / desired;
        double saved = (desired - replicas) * 2 * downSeconds;
        return saved > constants.savingFactor() * moved * insight.times().rebalance();
    }

    private SloFit.Outcome kept(Reason reason) {
        return outcome(desired, reason, changes, insight.times());
    }

    private SloFit.Outcome changed(int replicas, Reason reason) {
        if (replicas == desired) {
            return kept(reason);
        }
        return replicas > desired
                ? outcome(
                        replicas,
                        reason,
                        changes.risen(insight.at(), constants),
                        insight.times().rising(insight.at(), replicas))
                : outcome(replicas, reason, changes.fallen(insight.at()), insight.times());
    }

    private SloFit.Outcome outcome(
            int replicas, Reason reason, ChangeMemory changesAfter, TimeMemory times) {
        GrowthAdvice growth =
                GrowthAdvice.of(before.growth(), insight, requirement, constants, settings);
        var state =
                new ScalerState(
                        Double.isNaN(before.since()) ? insight.at() : before.since(),
                        insight.at(),
                        insight.memories(),
                        insight.capacity(),
                        times,
                        changesAfter,
                        requirement.guard(),
                        idleness.since(),
                        growth.memory());
        var decision =
                new Decision(
                        replicas,
                        desired,
                        reason,
                        insight.inputs(),
                        needs,
                        alternatives(replicas),
                        findings(growth));
        return new SloFit.Outcome(decision, state);
    }

    private List<Alternative> alternatives(int replicas) {
        List<Alternative> all = new ArrayList<>();
        if (insight.capacity().isKnown()) {
            int last = Math.min(replicas + 1, requirement.most());
            for (int m = Math.max(1, replicas - 1); m <= last; m++) {
                all.add(new Alternative(m, requirement.meanShare(m), requirement.worstShare(m)));
            }
        }
        return all;
    }

    private List<Finding> findings(GrowthAdvice growth) {
        List<Finding> all = new ArrayList<>(insight.stalled());
        if (insight.capacity().isKnown()) {
            insight.hotPartition(constants.upWorstShare()).ifPresent(all::add);
        }
        GuardMemory.Cap cap = requirement.guard().cap();
        if (cap != null) {
            all.add(new Finding.DownstreamSaturated(cap.recordsPerSecond(), cap.replicas()));
        }
        all.addAll(idleness.refusals());
        all.addAll(growth.findings());
        return all;
    }
}
