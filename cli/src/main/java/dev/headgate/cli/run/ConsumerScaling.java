// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import dev.headgate.autoscaler.Decision;
import dev.headgate.autoscaler.DecisionText;
import dev.headgate.autoscaler.Finding;
import dev.headgate.autoscaler.Observation.WorkloadSight;
import dev.headgate.autoscaler.Pace;
import dev.headgate.autoscaler.ScalerSettings;
import dev.headgate.autoscaler.ScalerState;
import dev.headgate.autoscaler.SloFit;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.telemetry.ConsumerTelemetry;
import dev.headgate.sight.GroupReading;
import dev.headgate.sight.GroupSight;
import dev.headgate.sight.PipelineSight;
import dev.headgate.sight.TelemetryClient;
import dev.headgate.sight.WatchedGroup;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has as many consumers run as the promise needs, by the rule that decides on a cluster and from
 * the same sight: Kafka's offsets and what the consumers tell. Runs in a thread of its own until
 * closed.
 */
final class ConsumerScaling implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(ConsumerScaling.class);
    private static final Duration KAFKA_MAX = Duration.ofSeconds(5);
    private static final Duration TELEMETRY_MAX = Duration.ofSeconds(2);
    private static final double FIRST_SECONDS = 2;

    private final IngestionPipeline pipeline;
    private final ScalerSettings settings;
    private final ConsumerFleet fleet;
    private final Consumer<String> notes;
    private final Admin admin;
    private final TelemetryClient telemetry = new TelemetryClient(TELEMETRY_MAX);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Map<URI, Long> processed = new HashMap<>();
    private final Set<Class<? extends Finding>> found = new HashSet<>();
    private ScalerState state = ScalerState.NONE;

    private ConsumerScaling(
            IngestionPipeline pipeline,
            ScalerSettings settings,
            ConsumerFleet fleet,
            Admin admin,
            Consumer<String> notes) {
        this.pipeline = pipeline;
        this.settings = settings;
        this.fleet = fleet;
        this.admin = admin;
        this.notes = notes;
    }

    /**
     * Scales from now on.
     *
     * @param replicasMax most consumers
     * @param admin of the run's Kafka; closed with this
     * @param notes told of each change and of what no number of consumers mends, in a line
     */
    static ConsumerScaling start(
            IngestionPipeline pipeline,
            int replicasMax,
            ConsumerFleet fleet,
            Admin admin,
            Consumer<String> notes) {
        var settings =
                ScalerSettings.of(
                        pipeline.spec().consumer().latencyObjectiveSeconds(),
                        Math.clamp(pipeline.spec().consumer().minReplicas(), 1, replicasMax),
                        replicasMax);
        var scaling = new ConsumerScaling(pipeline, settings, fleet, admin, notes);
        Thread.ofPlatform().name("scaling").daemon().start(scaling::run);
        return scaling;
    }

    private void run() {
        double pause = FIRST_SECONDS;
        try {
            while (!ended.await((long) (pause * 1e9), TimeUnit.NANOSECONDS)) {
                try {
                    pause = look();
                } catch (RuntimeException e) {
                    if (ended.getCount() > 0) {
                        LOGGER.atWarn().setCause(e).log("consumers could not be looked after");
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look; seconds until the next one. */
    private double look() {
        WatchedGroup group = WatchedGroup.of(pipeline.metadata(), pipeline.spec());
        @Nullable GroupSight kafka =
                new GroupReading(admin, List.of(group), KAFKA_MAX).read().get(group.group());
        Map<URI, ConsumerTelemetry> told = telemetry.ask(fleet.management());
        var workload = new WorkloadSight(fleet.size(), fleet.ready(), false);
        SloFit.Outcome outcome =
                new SloFit(settings)
                        .decide(
                                new PipelineSight(kafka, List.copyOf(told.values()), workload)
                                        .of(pipeline.metadata())
                                        .observation(System.nanoTime() / 1e9),
                                state);
        state = outcome.state();
        Decision decision = outcome.decision();
        Map<URI, Double> loads = loads(told);
        if (decision.isChange() && ended.getCount() > 0) {
            notes.accept(
                    "Consumers %d -> %d: %s; %s."
                            .formatted(
                                    decision.desired(),
                                    decision.replicas(),
                                    DecisionText.why(decision),
                                    DecisionText.figures(decision)));
            fleet.resize(decision.replicas(), loads);
        }
        decision.findings().forEach(this::tell);
        return Pace.seconds(decision, settings);
    }

    /** Records that each has settled since the look before. */
    private Map<URI, Double> loads(Map<URI, ConsumerTelemetry> told) {
        var loads = new HashMap<URI, Double>();
        told.forEach((where, each) ->
                loads.put(
                        where,
                        (double) each.processedRecords() - processed.getOrDefault(where, 0L)));
        processed.clear();
        told.forEach((where, each) -> processed.put(where, each.processedRecords()));
        return loads;
    }

    /** Once each: it stays true for long. */
    private void tell(Finding finding) {
        if (found.add(finding.getClass())) {
            notes.accept(DecisionText.finding(finding));
        }
    }

    /** Ends; a look under way is not waited for and changes nothing any more. */
    @Override
    public void close() {
        fleet.freeze();
        ended.countDown();
        telemetry.close();
        admin.close(Duration.ZERO);
    }
}
