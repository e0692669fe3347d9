// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import dev.headgate.autoscaler.plant.Controller;
import dev.headgate.autoscaler.plant.PlantView;
import dev.headgate.autoscaler.plant.Promise;

/**
 * KEDA's Kafka scaler with an HPA behind it: so many replicas that each has no more than a
 * threshold of records waiting.
 *
 * <p>Rule: {@code getTotalLag} of {@code pkg/scalers/kafka_scaler.go} and {@code RequestScale} of
 * {@code pkg/scaling/executor/scale_scaledobjects.go} of kedacore/keda at 8b4f083 (after v2.20.1);
 * the HPA is {@link HpaRule}.
 *
 * <p>As the source has it and not the study: lag is end minus committed offset, even where
 * retention has deleted records in between or the difference is negative; a partition without a
 * committed offset counts as one record ({@code offsetResetPolicy: latest}, the default). The cap
 * divides whole numbers, so that lag of a little more than partitions x threshold asks for a
 * replica too many.
 *
 * <p>Left out: the other ways to cap ({@code allowIdleConsumers}, {@code limitToPartitionsWithLag},
 * {@code ensureEvenDistributionOfPartitions}), {@code excludePersistentLag} and {@code fallback},
 * all off by default. In KEDA's favour, the trigger counts as active when a run begins.
 */
public final class KedaHpa implements Controller {

    private static final int SYNC_SECONDS = 15;
    private static final int POLL_SECONDS = 30;
    private static final int COOL_DOWN_SECONDS = 300;

    private final KedaHpaSettings settings;
    private final HpaRule hpa;
    private final int minReplicas;
    private int nextSync;
    private int nextPoll;
    private int lastActive;

    /** Within the bounds of a promise; fewest replicas of 0 let KEDA's own loop go there. */
    public KedaHpa(Promise promise, KedaHpaSettings settings) {
        this.settings = settings;
        this.minReplicas = promise.minReplicas();
        this.hpa = new HpaRule(settings, Math.max(1, promise.minReplicas()), promise.maxReplicas());
    }

    @Override
    public int replicas(PlantView plant) {
        int now = plant.second();
        int current = plant.desired();
        if (now < nextSync) {
            return current;
        }
        nextSync = now + SYNC_SECONDS;
        hpa.begin(now, current);
        // No metric, no decision: the HPA returns with the error, and so does KEDA's loop if no
        // fallback is set.
        if (!plant.kafkaAnswers()) {
            return current;
        }
        long lag = lag(plant);
        if (now >= nextPoll) {
            nextPoll = now + POLL_SECONDS;
            int switched = switched(now, current, lag);
            if (switched != current) {
                return switched;
            }
        }
        return hpa.replicas(now, current, capped(lag, plant.partitions()));
    }

    /** KEDA's own loop, which only turns the workload on and off. */
    private int switched(int now, int current, long lag) {
        if (lag > 0) {
            lastActive = now;
            return current == 0 ? Math.max(1, minReplicas) : current;
        }
        boolean cooled = now > lastActive + COOL_DOWN_SECONDS;
        return minReplicas == 0 && cooled ? 0 : current;
    }

    private long capped(long lag, int partitions) {
        return lag / settings.lagThreshold() > partitions
                ? partitions * settings.lagThreshold()
                : lag;
    }

    private static long lag(PlantView plant) {
        long sum = 0;
        for (int p = 0; p < plant.partitions(); p++) {
            long committed = plant.committedOffset(p);
            sum += committed < 0 ? 1 : plant.endOffset(p) - committed;
        }
        return sum;
    }
}
