// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import dev.headgate.contract.telemetry.ConsumerTelemetry;
import dev.headgate.operator.topic.KafkaAccess;
import dev.headgate.sight.GroupSight;
import dev.headgate.sight.WatchedGroup;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the pipelines of one Kafka cluster whenever they are due, those that are due at about
 * the same time together. It has a thread of its own, so that a cluster that does not answer holds
 * up no other one.
 *
 * <p>For any number of threads.
 */
final class ClusterLoop implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(ClusterLoop.class);

    /** Who is due within this is looked at now. */
    private static final double TOGETHER_SECONDS = 1;

    private static final double REST_SECONDS_MIN = 0.2;
    private static final double REST_SECONDS_MAX = 30;
    private static final Duration END_MAX = Duration.ofSeconds(2);

    private final KafkaAccess access;
    private final ScalingTools tools;
    private final Map<ResourceID, PipelineScaler> members = new ConcurrentHashMap<>();
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;
    private volatile double busySince = Double.NaN;

    /** Runs from now on. */
    ClusterLoop(KafkaAccess access, ScalingTools tools) {
        this.access = access;
        this.tools = tools;
        this.thread = Thread.ofPlatform().name("scaling").daemon().start(this::run);
    }

    void add(ResourceID pipeline, PipelineScaler scaler) {
        members.put(pipeline, scaler);
        wake();
    }

    void remove(ResourceID pipeline) {
        members.remove(pipeline);
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** Seconds that the round under way has taken; 0 if none is. */
    double busySeconds() {
        double since = busySince;
        return Double.isNaN(since) ? 0 : tools.clock().seconds() - since;
    }

    private void wake() {
        woken.release();
    }

    private void run() {
        while (!closed) {
            try {
                rest();
                round();
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOGGER.atError()
                        .setCause(e)
                        .addKeyValue("kafka", access.bootstrapServers())
                        .log("A round of scaling failed; the next one is not put off");
            } finally {
                busySince = Double.NaN;
            }
        }
    }

    private void rest() throws InterruptedException {
        double seconds =
                members.values().stream()
                                .mapToDouble(PipelineScaler::dueAt)
                                .min()
                                .orElse(Double.POSITIVE_INFINITY)
                        - tools.clock().seconds();
        double bounded = Math.clamp(seconds, REST_SECONDS_MIN, REST_SECONDS_MAX);
        woken.tryAcquire((long) (bounded * 1e9), TimeUnit.NANOSECONDS);
        woken.drainPermits();
    }

    /**
     * A pipeline that is due.
     *
     * @param pods its consumers that can be asked
     */
    private record Due(PipelineScaler scaler, WatchedGroup group, List<ConsumerPod> pods) {}

    private void round() {
        double now = tools.clock().seconds();
        List<Due> due =
                members.values().stream()
                        .filter(each -> each.dueAt() <= now + TOGETHER_SECONDS)
                        .map(this::due)
                        .toList();
        if (due.isEmpty() || !tools.leading().getAsBoolean()) {
            return;
        }
        busySince = now;
        Map<String, GroupSight> groups =
                tools.groups().read(access, due.stream().map(Due::group).toList());
        Set<URI> addresses =
                due.stream()
                        .flatMap(each -> each.pods().stream())
                        .map(ConsumerPod::management)
                        .collect(Collectors.toSet());
        Map<URI, ConsumerTelemetry> told = tools.telemetry().ask(addresses);
        due.forEach(each -> look(each, groups.get(each.group().group()), told));
    }

    private Due due(PipelineScaler scaler) {
        ScaledPipeline pipeline = scaler.pipeline();
        return new Due(scaler, pipeline.group(), tools.pods().of(pipeline.resource()));
    }

    /** A fault with one pipeline is not the others'. */
    private static void look(
            Due due, @Nullable GroupSight group, Map<URI, ConsumerTelemetry> told) {
        try {
            due.scaler().look(group, due.pods(), told);
        } catch (RuntimeException e) {
            LOGGER.atError()
                    .setCause(e)
                    .addKeyValue("namespace", due.scaler().pipeline().metadata().namespace())
                    .addKeyValue("pipeline", due.scaler().pipeline().metadata().name())
                    .log("The consumers of a pipeline could not be looked after");
        }
    }

    /** Ends after the round under way; does not wait for it. */
    void end() {
        closed = true;
        wake();
    }

    /** Ends at once; a round under way is waited for for a moment. */
    @Override
    public void close() {
        end();
        thread.interrupt();
        try {
            thread.join(END_MAX);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
