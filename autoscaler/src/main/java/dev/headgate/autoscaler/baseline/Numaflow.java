// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import dev.headgate.autoscaler.plant.Controller;
import dev.headgate.autoscaler.plant.PlantView;
import dev.headgate.autoscaler.plant.Promise;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Numaflow's rule for a source vertex: so many replicas that what waits is settled in 20 s, if each
 * goes on as it did.
 *
 * <p>Rule: {@code scaleOneVertex} and {@code desiredReplicas} of {@code
 * pkg/reconciler/vertex/scaling/scaling.go} of numaproj/numaflow at 63ba4e8 (August 2026), with the
 * defaults of {@code pkg/apis/numaflow/v1alpha1/const.go}; its metrics are {@link NumaflowRater}.
 *
 * <p>As the source has it and not the study: a source has one partition, so that there is no
 * maximum over partitions; it looks each 30 s; never more replicas than records that wait; when
 * either the rate or what waits is nothing, but not both, one replica is enough.
 *
 * <p>Left out: back pressure, rate limits, schedules and the inner vertices' rule, for which the
 * plant has no counterpart. In Numaflow's favour, a run begins long after the last change.
 */
public final class Numaflow implements Controller {

    private static final int LOOK_SECONDS = 30;
    private static final int TARGET_SECONDS = 20;
    private static final int COOL_DOWN_SECONDS = 90;
    private static final int SLEEP_SECONDS = 120;
    private static final int STEP = 2;
    private static final int LONG_AGO = Integer.MIN_VALUE / 2;

    private final Promise promise;
    private final NumaflowRater rater = new NumaflowRater();
    private int nextLook;
    private int lastScaled = LONG_AGO;

    /** Within the bounds of a promise. */
    public Numaflow(Promise promise) {
        this.promise = promise;
    }

    @Override
    public int replicas(PlantView plant) {
        rater.tick(plant);
        int now = plant.second();
        int current = plant.desired();
        if (now < nextLook) {
            return current;
        }
        nextLook = now + LOOK_SECONDS;
        int wanted = looked(plant, now - lastScaled);
        if (wanted != current) {
            lastScaled = now;
        }
        return wanted;
    }

    private int looked(PlantView plant, int sinceScaled) {
        int current = plant.desired();
        boolean fixed = promise.minReplicas() == promise.maxReplicas();
        if (sinceScaled < COOL_DOWN_SECONDS || fixed) {
            return current;
        }
        if (current == 0) {
            return sinceScaled >= SLEEP_SECONDS ? 1 : 0;
        }
        int ready = plant.ready();
        OptionalDouble rate = rater.rate(plant.second());
        OptionalLong pending = rater.pending(plant.second());
        if (ready == 0 || rate.isEmpty() || pending.isEmpty()) {
            return current;
        }
        return stepped(current, desired(rate.getAsDouble(), pending.getAsLong(), ready));
    }

    private static int desired(double rate, long pending, int ready) {
        if (rate == 0 && pending == 0) {
            return 0;
        }
        if (rate == 0 || pending == 0) {
            return 1;
        }
        long desired = Math.max(1, Math.round(pending / rate / TARGET_SECONDS * ready));
        return (int) Math.min(Integer.MAX_VALUE, Math.min(desired, pending));
    }

    private int stepped(int current, int desired) {
        int least = promise.minReplicas();
        int most = promise.maxReplicas();
        int bounded = Math.max(least, Math.min(most, desired));
        if (current < least || current > most) {
            return bounded;
        }
        return Math.max(current - STEP, Math.min(current + STEP, bounded));
    }
}
