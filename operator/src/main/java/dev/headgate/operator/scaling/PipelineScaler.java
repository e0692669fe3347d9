// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import dev.headgate.autoscaler.Decision;
import dev.headgate.autoscaler.DecisionText;
import dev.headgate.autoscaler.Finding.PartitionGrowthRecommended;
import dev.headgate.autoscaler.Observation;
import dev.headgate.autoscaler.Observation.WorkloadSight;
import dev.headgate.autoscaler.Pace;
import dev.headgate.autoscaler.ScalerState;
import dev.headgate.autoscaler.SloFit;
import dev.headgate.contract.pipeline.StartFrom;
import dev.headgate.contract.telemetry.ConsumerTelemetry;
import dev.headgate.operator.resource.LastScale;
import dev.headgate.operator.status.Judgement;
import dev.headgate.operator.workload.ConsumerWorkload;
import dev.headgate.sight.GroupSight;
import dev.headgate.sight.PipelineSight;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the consumers of one pipeline: what it saw of them, decided and has to tell.
 *
 * <p>For any number of threads.
 */
final class PipelineScaler {

    private static final Logger LOGGER = LoggerFactory.getLogger(PipelineScaler.class);

    private static final int NEWS_MAX = 20;
    private static final double AGAIN_SECONDS = 10;
    private static final double UNKNOWN_SECONDS = 1;

    /** After a write, until the caches have it. */
    private static final double WRITTEN_SECONDS = 5;

    private static final double DRIFT_FACTOR = 1.2;
    private static final double KEPT_SECONDS_MIN = 600;

    private final ScalingTools tools;
    private final ReentrantLock lock = new ReentrantLock();
    private final ScalingConditions conditions = new ScalingConditions();
    private final List<ScalingNews> news = new ArrayList<>();
    private volatile ScaledPipeline pipeline;
    private volatile ScalingVerdict verdict = ScalingVerdict.NONE;
    private volatile double dueAt;
    private @Nullable ScalerState state;
    private PartitionWishes wishes = PartitionWishes.NONE;
    private Told told = Told.NOTHING;
    private Advice advice = Advice.NONE;
    private double keptAt;
    private double keptRate = Double.NaN;

    PipelineScaler(ScalingTools tools, ScaledPipeline pipeline) {
        this.tools = tools;
        this.pipeline = pipeline;
        this.dueAt = tools.clock().seconds();
    }

    /** The pipeline as a reconcile has just seen it. */
    void sees(ScaledPipeline now) {
        pipeline = now;
    }

    ScaledPipeline pipeline() {
        return pipeline;
    }

    ScalingVerdict verdict() {
        return verdict;
    }

    /** Seconds, on the clock of all looks, at which to look again. */
    double dueAt() {
        return dueAt;
    }

    /** What is to be told; it stays until it {@link #wasTold}. */
    List<ScalingNews> news() {
        lock.lock();
        try {
            return List.copyOf(news);
        } finally {
            lock.unlock();
        }
    }

    void wasTold(List<ScalingNews> done) {
        lock.lock();
        try {
            news.removeAll(done);
        } finally {
            lock.unlock();
        }
    }

    /** One look, decision and act. */
    void look(
            @Nullable GroupSight group,
            List<ConsumerPod> pods,
            Map<URI, ConsumerTelemetry> answers) {
        lock.lock();
        try {
            ScaledPipeline now = pipeline;
            told = told.next(pods, answers);
            double at = tools.clock().seconds();
            // Whatever comes of it, and soon if the consumers are not known yet.
            dueAt = at + UNKNOWN_SECONDS;
            ConsumerWorkload.sight(now.resource(), tools.children().of(now.resource()))
                    .ifPresent(workload -> {
                        dueAt = at + AGAIN_SECONDS;
                        decide(at, now, group, workload, pods);
                    });
        } finally {
            lock.unlock();
        }
    }

    private void decide(
            double at,
            ScaledPipeline now,
            @Nullable GroupSight group,
            WorkloadSight workload,
            List<ConsumerPod> pods) {
        Observation seen =
                new PipelineSight(group, told.consumers(), workload)
                        .of(now.metadata())
                        .observation(at);
        ScalerState before = remembered(at, now);
        SloFit.Outcome outcome = new SloFit(now.settings()).decide(seen, before);
        Decision decision = outcome.decision();
        boolean changes = now.acts() && decision.isChange();
        if (changes && !act(now, decision, pods)) {
            return;
        }
        state = outcome.state();
        wishes = group == null ? wishes : wishes(at, now, decision, group, before);
        keep(at, now, changes);
        conclude(at, now, decision);
        double pace = Pace.seconds(decision, now.settings());
        dueAt = at + (changes ? Math.max(pace, WRITTEN_SECONDS) : pace) * jitter(now);
    }

    /** So that pipelines which came at once are not looked at together for ever. */
    private static double jitter(ScaledPipeline pipeline) {
        return 0.95 + Math.floorMod(pipeline.uid().hashCode(), 11) / 100.0;
    }

    private ScalerState remembered(double at, ScaledPipeline now) {
        if (state == null) {
            ScalerStates.Kept kept = tools.states().read(now.resource());
            state = kept.state().resumed(at);
            wishes = new PartitionWishes(Map.of(), wishes.wantedAt(), kept.grownAt());
            keptAt = at;
            keptRate = state.replicaRate();
        }
        return state;
    }

    private boolean act(ScaledPipeline now, Decision decision, List<ConsumerPod> pods) {
        if (!tools.leading().getAsBoolean()) {
            return false;
        }
        String namespace = now.metadata().namespace();
        int from = decision.desired();
        int to = decision.replicas();
        try {
            if (to > 0 && to < from) {
                tools.costs().mark(pods, told, from - to);
            }
            tools.scaler().write(namespace, ConsumerWorkload.name(now.resource()), to);
        } catch (KubernetesClientException e) {
            LOGGER.atWarn()
                    .addKeyValue("namespace", namespace)
                    .addKeyValue("pipeline", now.metadata().name())
                    .addKeyValue("from", from)
                    .addKeyValue("to", to)
                    .addKeyValue("status", e.getCode())
                    .log("The number of consumers could not be written; it is tried again");
            return false;
        }
        String figures = DecisionText.figures(decision);
        LOGGER.atInfo()
                .addKeyValue("namespace", namespace)
                .addKeyValue("pipeline", now.metadata().name())
                .addKeyValue("from", from)
                .addKeyValue("to", to)
                .addKeyValue("reason", decision.reason())
                .addKeyValue("constraint", decision.needs().constraint())
                .addKeyValue("figures", figures)
                .log("number of consumers changed");
        tell(
                new ScalingNews.Scaled(
                        new LastScale(
                                from,
                                to,
                                decision.reason().name(),
                                now.resource().getMetadata().getGeneration(),
                                figures),
                        "Consumers from %d to %d, since %s: %s."
                                .formatted(from, to, DecisionText.why(decision), figures)));
        return true;
    }

    private void tell(ScalingNews one) {
        if (news.size() < NEWS_MAX) {
            news.add(one);
        }
    }

    private PartitionWishes wishes(
            double at,
            ScaledPipeline now,
            Decision decision,
            GroupSight group,
            ScalerState before) {
        boolean skips = now.spec().consumer().startFrom() == StartFrom.Latest;
        Optional<PartitionGrowthRecommended> growth =
                decision.findings().stream()
                        .filter(PartitionGrowthRecommended.class::isInstance)
                        .map(PartitionGrowthRecommended.class::cast)
                        .filter(_ -> !skips)
                        .findFirst();
        Map<String, Integer> partitions =
                group.partitions().stream()
                        .collect(
                                Collectors.groupingBy(
                                        each -> each.key().topic(), Collectors.summingInt(_ -> 1)));
        return wishes.next(at, growth, now.spec().topics(), partitions, before.partitionsByTopic());
    }

    /** With each change, and now and then if consumers turn out to be faster or slower. */
    private void keep(double at, ScaledPipeline now, boolean changed) {
        ScalerState learned = state;
        if (learned == null || !tools.leading().getAsBoolean()) {
            return;
        }
        double rate = learned.replicaRate();
        boolean other =
                !Double.isNaN(rate)
                        && !(rate / keptRate < DRIFT_FACTOR && keptRate / rate < DRIFT_FACTOR);
        if (changed || (other && at - keptAt >= KEPT_SECONDS_MIN)) {
            keptAt = at;
            keptRate = rate;
            tools.states().write(now.resource(), new ScalerStates.Kept(learned, wishes.grownAt()));
        }
    }

    private void conclude(double at, ScaledPipeline now, Decision decision) {
        LOGGER.atDebug()
                .addKeyValue("namespace", now.metadata().namespace())
                .addKeyValue("pipeline", now.metadata().name())
                .addKeyValue("desired", decision.desired())
                .addKeyValue("replicas", decision.replicas())
                .addKeyValue("reason", decision.reason())
                .addKeyValue("needs", decision.needs())
                .addKeyValue("figures", () -> DecisionText.figures(decision))
                .log("looked at the consumers");
        advice = advice.next(at, decision);
        List<Judgement> judgements =
                conditions.after(
                        at,
                        now,
                        decision,
                        advice.replicas(),
                        found ->
                                tell(
                                        new ScalingNews.Found(
                                                found.type(), found.reason(), found.message())));
        var next = new ScalingVerdict(judgements, wishes.wanted());
        boolean changed = !next.equals(verdict) || !news.isEmpty();
        verdict = next;
        if (changed) {
            tools.changed().accept(ResourceID.fromResource(now.resource()));
        }
    }
}
