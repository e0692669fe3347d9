// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.server;

import dev.headgate.contract.name.MetricName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts and times reconciles, and sees whether they go on: whatever stops them shows here, since
 * every pipeline is looked at again after a few minutes.
 *
 * <p>For any number of threads.
 */
public final class ReconcileMetrics implements Metrics {

    /** Longer than all that a reconcile waits for, together. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /** Pipelines are looked at every five minutes, and failing ones not much more seldom. */
    static final Duration SILENT_MAX = Duration.ofMinutes(20);

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final LongSupplier nanoTime;
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Timer timer;

    /** When each reconcile that runs began; at most as many as the framework has threads. */
    private final Map<ResourceID, Long> running = new ConcurrentHashMap<>();

    private volatile long lastEnded;

    /** Counters that the given registry shows. */
    public ReconcileMetrics(MeterRegistry registry, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastEnded = nanoTime.getAsLong();
        counter(registry, "done", done);
        counter(registry, "failed", failed);
        timer =
                registry.getOrCreate(
                        Timer.builder(MetricName.OPERATOR_RECONCILE_SECONDS).buckets(BUCKETS));
    }

    private static void counter(MeterRegistry registry, String outcome, LongAdder count) {
        registry.getOrCreate(
                FunctionalCounter.builder(MetricName.OPERATOR_RECONCILES, count, LongAdder::sum)
                        .tags(List.of(Tag.create("outcome", outcome))));
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        long began = nanoTime.getAsLong();
        running.put(execution.resourceID(), began);
        boolean complete = false;
        try {
            T result = execution.execute();
            complete = true;
            return result;
        } finally {
            running.remove(execution.resourceID());
            lastEnded = nanoTime.getAsLong();
            timer.record(lastEnded - began, TimeUnit.NANOSECONDS);
            (complete ? done : failed).increment();
        }
    }

    /** Reconciling begins now: what was before does not count as silence. */
    @Override
    public void controllerRegistered(Controller<? extends HasMetadata> controller) {
        lastEnded = nanoTime.getAsLong();
    }

    /**
     * What keeps reconciles from going on, in a few words.
     *
     * @param pipelines whether there is any to look at
     */
    public Optional<String> standstill(boolean pipelines) {
        long now = nanoTime.getAsLong();
        Optional<Long> first = running.values().stream().min(Comparator.naturalOrder());
        if (first.isPresent() && now - first.get() > LONGEST.toNanos()) {
            return Optional.of(
                    "a reconcile runs for more than " + LONGEST.toMinutes() + " minutes");
        }
        if (pipelines && now - lastEnded > SILENT_MAX.toNanos()) {
            return Optional.of(
                    "no pipeline was looked at for " + SILENT_MAX.toMinutes() + " minutes");
        }
        return Optional.empty();
    }
}
