// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import dev.headgate.autoscaler.baseline.Readings.Reading;
import dev.headgate.autoscaler.baseline.RecentAdvice.Advice;
import dev.headgate.autoscaler.plant.Controller;
import dev.headgate.autoscaler.plant.PlantView;
import dev.headgate.autoscaler.plant.Promise;

/**
 * The autoscaler of Flink's Kubernetes operator for a job that is one Kafka source: so many
 * replicas that they are as busy as they shall be, from the rate that they could settle if they
 * were always busy.
 *
 * <p>Rule: {@code JobVertexScaler}, {@code ScalingExecutor}, {@code ScalingMetricCollector}, {@code
 * ScalingMetricEvaluator} and {@code AutoScalerUtils} of {@code flink-autoscaler} of
 * apache/flink-kubernetes-operator at 6e9caeb (1.16-SNAPSHOT). Its gauges are averages of a minute,
 * as are the samples here.
 *
 * <p>As the source has it and not the study: capacities are rounded to whole records; a restart
 * throws all samples away, and those of the stabilization fill no window, so that after each action
 * the stabilization and then a whole window have to pass; during a backlog nothing new is urgent,
 * but older advice that was may still be followed down.
 *
 * <p>Left out: restarts themselves, which favours Flink; restart times that are measured, observed
 * scalability, detection of ineffective scaling (it blocks nothing by default), memory, quotas and
 * excluded periods. Replicas count as restarted when one of them has joined since, as after a
 * crash. What runs at the begin has been running for long. Lag comes from committed offsets, not
 * from the readers; so no sample is taken while Kafka is silent. The source no longer keeps
 * parallelism within the partitions; here the greatest parallelism is no more than they are, as
 * whoever configures a job would have it.
 */
public final class FlinkAutoscaler implements Controller {

    private static final int NEVER = -1;
    private static final int LONG_AGO = Integer.MIN_VALUE / 2;

    private final Promise promise;
    private final FlinkSettings settings;
    private final Readings readings = new Readings();
    private final FlinkWindow window;
    private final DeferredDown deferred;
    private int begin = NEVER;
    private int next;
    private int runningSince = LONG_AGO;

    /** Within the bounds of a promise, but for at least one replica. */
    public FlinkAutoscaler(Promise promise, FlinkSettings settings) {
        this.promise = promise;
        this.settings = settings;
        this.window = new FlinkWindow(settings);
        this.deferred = new DeferredDown(settings.scaleDownSeconds());
    }

    @Override
    public int replicas(PlantView plant) {
        int now = plant.second();
        int current = plant.desired();
        if (now < next) {
            return current;
        }
        next = now + settings.sampleSeconds();
        Reading reading = readings.read(plant);
        if (begin == NEVER) {
            begin = now;
            return current;
        }
        if (!collected(plant, reading)) {
            return current;
        }
        int wanted = decided(now, current, plant.partitions());
        if (wanted != current) {
            deferred.clear();
            runningSince = now;
        }
        return wanted;
    }

    /** Takes a sample; true if the window is full. */
    private boolean collected(PlantView plant, Reading reading) {
        int now = plant.second();
        boolean running = plant.ready() >= plant.desired();
        if (!running || !plant.telemetryAnswers() || !plant.kafkaAnswers()) {
            return false;
        }
        int joined = (int) (now - reading.youngestSeconds());
        if (joined > begin) {
            runningSince = Math.max(runningSince, joined);
        }
        if (window.reachesBefore(runningSince)) {
            window.clear();
        }
        int stable = runningSince + settings.stabilizationSeconds();
        int full = window.firstSince(stable, now) + settings.windowSeconds();
        window.add(now, plant.lag(), reading);
        if (now < full) {
            return false;
        }
        window.dropBefore(now - settings.windowSeconds());
        return window.size() > 1;
    }

    private int decided(int now, int current, int partitions) {
        double trueRate = window.trueRate();
        double factor = capacity(settings.utilizationTarget(), true) / trueRate;
        double least = 1 - settings.scaleDownFactorMax();
        double most = 1 + settings.scaleUpFactorMax();
        int computed = computed(current, Math.max(least, Math.min(most, factor)), partitions);
        int aligned =
                computed == current
                        ? current
                        : new PartitionAlignment(partitions, most(current))
                                .align(current, computed);
        if (aligned >= current) {
            deferred.clear();
            return aligned > current && isOutside(trueRate) ? aligned : current;
        }
        Advice fewer = deferred.ask(new Advice(now, aligned, isOutside(trueRate)));
        return fewer != null && fewer.urgent() ? fewer.replicas() : current;
    }

    private int computed(int current, double factor, int partitions) {
        int raw = (int) Math.min(Math.ceil(factor * current), Integer.MAX_VALUE);
        int least = Math.min(current, Math.max(1, promise.minReplicas()));
        return Math.min(Math.max(least, raw), Math.min(partitions, most(current)));
    }

    private int most(int current) {
        return Math.max(current, promise.maxReplicas());
    }

    private boolean isOutside(double trueRate) {
        boolean backlog = window.lag() / window.settledRate() > settings.backlogSeconds();
        double target = settings.utilizationTarget();
        double busiest = backlog ? 1 : target + settings.utilizationBoundary();
        double idlest = backlog ? 0 : target - settings.utilizationBoundary();
        return trueRate < capacity(busiest, false) || trueRate > capacity(idlest, true);
    }

    /** Records a second that replicas of this utilization must be able to settle. */
    private double capacity(double utilization, boolean withRestart) {
        if (utilization <= 0) {
            return Double.POSITIVE_INFINITY;
        }
        double arriving = window.arrivalRate();
        double catchUp = settings.catchUpSeconds();
        double restart = withRestart ? arriving * settings.restartSeconds() : 0;
        double catching = catchUp == 0 ? 0 : (window.lag() + restart) / catchUp;
        return Math.round(catching + arriving / Math.min(1, utilization));
    }
}
