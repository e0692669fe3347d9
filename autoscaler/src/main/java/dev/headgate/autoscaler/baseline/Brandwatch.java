// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import dev.headgate.autoscaler.plant.Controller;
import dev.headgate.autoscaler.plant.PlantView;
import dev.headgate.autoscaler.plant.Promise;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Brandwatch's pod autoscaler with its Kafka trigger: so many replicas as the topic's greatest rate
 * needs, and what waits, if each consumes as fast as it was seen to; only numbers that divide the
 * partitions.
 *
 * <p>Rule: {@code KafkaPodAutoscalerReconciler}, {@code KafkaLagTriggerProcessor} and {@code
 * TriggerResult} of BrandwatchLtd/kafka-pod-autoscaler at f39222e (after v0.15.2); its metrics are
 * {@link BrandwatchRates}.
 *
 * <p>As the source has it and not the study: the topic's rate is of 90 samples, whose 99th
 * percentile is the greatest; 360 are those of consumption. The cool-off of 300 s begins anew in
 * each look at which not all replicas are ready, and nothing is measured then. When no rate of the
 * topic is known or it is 0, nothing changes. A step goes to a divisor even if it is above the most
 * replicas.
 *
 * <p>Left out: other triggers and dry runs. In Brandwatch's favour, it goes on after Kafka was
 * silent (its operator framework gives up after five retries), and a run begins long after the last
 * change.
 */
public final class Brandwatch implements Controller {

    private static final int LOOK_SECONDS = 10;
    private static final int COOL_OFF_SECONDS = 300;
    private static final int STEP = 1;
    private static final int LONG_AGO = Integer.MIN_VALUE / 2;

    private final Promise promise;
    private final BrandwatchSettings settings;
    private final BrandwatchRates rates = new BrandwatchRates();
    private int[] divisors = {};
    private int nextLook;
    private int lastScaled = LONG_AGO;
    private int lastNotReady = LONG_AGO;

    /** Within the bounds of a promise, but for at least one replica and a divisor. */
    public Brandwatch(Promise promise, BrandwatchSettings settings) {
        this.promise = promise;
        this.settings = settings;
    }

    @Override
    public int replicas(PlantView plant) {
        int now = plant.second();
        int current = plant.desired();
        if (now < nextLook) {
            return current;
        }
        nextLook = now + LOOK_SECONDS;
        if (current == 0) {
            return 0;
        }
        if (plant.ready() < current) {
            lastNotReady = now;
            return current;
        }
        if (!plant.kafkaAnswers()) {
            return current;
        }
        rates.update(plant);
        int wanted = fitting(current, recommended(current), plant.partitions());
        if (now - Math.max(lastScaled, lastNotReady) < COOL_OFF_SECONDS) {
            return current;
        }
        if (wanted != current) {
            lastScaled = now;
        }
        return wanted;
    }

    private int recommended(int current) {
        double target = rates.topicRate();
        if (rates.lag() > settings.lagThreshold()) {
            target += (double) rates.lag() / settings.slaSeconds();
        }
        OptionalDouble each = rates.replicaRate();
        double capacity = each.isPresent() ? each.getAsDouble() * current : target;
        // Nothing divided by nothing is no number, which the cast makes 0, as in the source.
        return (int) Math.ceil(current * (target / capacity));
    }

    private int fitting(int current, int ideal, int partitions) {
        int least = Math.max(1, promise.minReplicas());
        if (ideal == 0) {
            return Math.max(current, least);
        }
        if (divisors.length == 0) {
            divisors =
                    IntStream.rangeClosed(1, partitions).filter(i -> partitions % i == 0).toArray();
        }
        int most = Math.min(promise.maxReplicas(), partitions);
        int from = divisorAt(current);
        int to = divisorAt(Math.min(Math.max(ideal, least), most));
        return divisors[Math.max(from - STEP, Math.min(from + STEP, to))];
    }

    /** Which divisor is the first that is no less than that; the last one if none is. */
    private int divisorAt(int replicas) {
        int index = 0;
        while (index < divisors.length - 1 && divisors[index] < replicas) {
            index++;
        }
        return index;
    }
}
