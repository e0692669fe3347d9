// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import dev.headgate.autoscaler.GuardMemory.Cap;
import dev.headgate.autoscaler.GuardMemory.Full;
import java.util.Map;

/**
 * Notices that more consumers settle no more, because what they write to is at its limit, and
 * bounds their number for a while.
 *
 * <p>Implementation note: what counts is what some consumers settled while all were busy all the
 * time, against what fewer of them had settled likewise. Of what the further ones should have
 * brought, a quarter at least must have come. Four looks in a row have to agree. A bound at which
 * less is settled than before was wrong: it is taken back, and none is set for a while.
 */
final class DownstreamGuard {

    private static final double BUSY = 0.95;

    /** Numbers closer to each other than this cannot be told apart. */
    private static final double FEWER = 1.25;

    private static final double GAIN_MIN = 0.25;
    private static final int LOOKS = 4;
    private static final double ROOM = 0.9;
    private static final double HOLD_SECONDS = 300;
    private static final double HOLD_SECONDS_MAX = 3_600;
    private static final double TRIAL_SECONDS = 70;
    private static final double KEPT_SHARE = 0.93;
    private static final double QUIET_SECONDS = 1_200;
    private static final double REMEMBER_SECONDS = 1_800;

    static final GuardMemory NONE = GuardMemory.first(HOLD_SECONDS);

    private DownstreamGuard() {}

    /**
     * What was seen.
     *
     * @param replicas consumers that work; 0 if not all work, or if the group was unsettled of late
     * @param busyShare part of their capacity that they used, the median
     * @param settledRate records a second that they settled
     * @param arrivalRate records a second that came in
     */
    record Look(double at, int replicas, double busyShare, double settledRate, double arrivalRate) {

        boolean isFull() {
            return replicas > 0 && busyShare > BUSY;
        }
    }

    /** After another look. */
    static GuardMemory next(GuardMemory before, Look look) {
        GuardMemory now =
                look.isFull()
                        ? before.with(
                                look.replicas(),
                                new Full(look.at(), look.settledRate()),
                                REMEMBER_SECONDS)
                        : before;
        Cap cap = now.cap();
        if (cap != null && look.at() < cap.until()) {
            return isWrong(cap, look) ? released(look.at()) : now;
        }
        GuardMemory free =
                cap == null
                        ? now
                        : new GuardMemory(now.full(), 0, null, now.holdSeconds(), now.quietUntil());
        if (!look.isFull() || look.at() < free.quietUntil()) {
            return free.suspecting(0);
        }
        Full fewer = null;
        int fewerReplicas = 0;
        for (Map.Entry<Integer, Full> each : free.full().entrySet()) {
            if (each.getKey() * FEWER <= look.replicas() && each.getKey() > fewerReplicas) {
                fewerReplicas = each.getKey();
                fewer = each.getValue();
            }
        }
        if (fewer == null || !isUseless(look, fewerReplicas, fewer)) {
            return free.suspecting(0);
        }
        int looks = free.suspicions() + 1;
        double each = fewer.recordsPerSecond() / fewerReplicas;
        double most = free.mostRecordsPerSecond();
        int enough = (int) Math.max(1, Math.ceil(most / (ROOM * each)));
        return looks < LOOKS || enough >= look.replicas()
                ? free.suspecting(looks)
                : new GuardMemory(
                        free.full(),
                        0,
                        new Cap(look.at(), look.at() + free.holdSeconds(), enough, most),
                        Math.min(HOLD_SECONDS_MAX, 2 * free.holdSeconds()),
                        free.quietUntil());
    }

    private static boolean isWrong(Cap cap, Look look) {
        return look.at() - cap.at() > TRIAL_SECONDS
                && look.isFull()
                && look.settledRate() < KEPT_SHARE * cap.recordsPerSecond();
    }

    private static GuardMemory released(double at) {
        return new GuardMemory(Map.of(), 0, null, HOLD_SECONDS, at + QUIET_SECONDS);
    }

    private static boolean isUseless(Look look, int fewerReplicas, Full fewer) {
        double each = fewer.recordsPerSecond() / fewerReplicas;
        double further = (look.replicas() - fewerReplicas) * each;
        double missing = look.arrivalRate() - fewer.recordsPerSecond();
        double expected = Math.min(further, missing);
        return expected > 0 && look.settledRate() - fewer.recordsPerSecond() < GAIN_MIN * expected;
    }
}
