// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.operator.growth.PodReplicas;
import dev.headgate.operator.growth.TopicGrowth;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.scaling.ConsumerPodCache;
import dev.headgate.operator.scaling.PipelineScaling;
import dev.headgate.operator.setting.OperatorSettings;
import dev.headgate.operator.topic.ConfigMapClaims;
import dev.headgate.operator.topic.ConsumerGroups;
import dev.headgate.operator.topic.GrowingTopics;
import dev.headgate.operator.topic.KafkaClusters;
import dev.headgate.operator.topic.StrimziTopics;
import dev.headgate.operator.topic.TopicClaims;
import dev.headgate.operator.topic.VanishedPipelines;
import dev.headgate.operator.workload.Monitoring;
import dev.headgate.operator.workload.WorkloadApplier;
import dev.headgate.operator.workload.WorkloadSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reconciler with all that it works with, put together; closed with the operator. */
final class Assembly implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Assembly.class);

    private final KafkaClusters clusters;
    private final TopicGrowth growth;
    private final PipelineScaling scaling;
    private final PipelineReconciler reconciler;

    private Assembly(
            KafkaClusters clusters,
            TopicGrowth growth,
            PipelineScaling scaling,
            PipelineReconciler reconciler) {
        this.clusters = clusters;
        this.growth = growth;
        this.scaling = scaling;
        this.reconciler = reconciler;
    }

    /**
     * Puts it together. The client stays the caller's; its own namespace is where the ledger of
     * topics is kept.
     *
     * @param leading whether this replica of the operator may act
     */
    static Assembly of(
            KubernetesClient client,
            OperatorSettings settings,
            InstantSource clock,
            BooleanSupplier leading) {
        var clusters = new KafkaClusters(clock);
        String own = Optional.ofNullable(client.getNamespace()).orElse("default");
        var claims =
                new TopicClaims(new ConfigMapClaims(client, own), new VanishedPipelines(client));
        var growth =
                new TopicGrowth(
                        new PodReplicas(client), new GrowingTopics(clusters), leading, clock);
        StrimziTopics strimzi =
                settings.strimzi()
                        ? new StrimziTopics(client, settings.namespaces(), clock)
                        : StrimziTopics.ignored(client, clock);
        WorkloadSettings workloads = possible(client, settings.workloads());
        var children = new ChildInformers(workloads.monitoring().kinds());
        var pods = new ConsumerPodCache();
        var looks = new SimpleInboundEventSource<PipelineResource>("Scaling");
        var scaling =
                new PipelineScaling(
                        new ConsumerGroups(clusters),
                        new PipelineScaling.Surroundings(
                                client, children, pods, leading, clock, looks::propagateEvent));
        var parts = new OperatorParts(settings, clusters, claims, growth, scaling, leading, clock);
        var applier = new WorkloadApplier(client, children, clock);
        var events = new PipelineEvents(client, clock);
        return new Assembly(
                clusters,
                growth,
                scaling,
                new PipelineReconciler(
                        leading,
                        new Sources(children, pods, looks),
                        scaling,
                        new PipelineRun(
                                parts,
                                new TopicWork(parts, strimzi),
                                new WorkloadWork(workloads, children, applier, client),
                                events),
                        new PipelineDeletion(parts, applier, events),
                        new PipelinePause(clock)));
    }

    /** Prometheus' operator may be installed later than this one. */
    private static WorkloadSettings possible(KubernetesClient client, WorkloadSettings wanted) {
        Monitoring possible =
                wanted.monitoring().within(kind -> client.supports(kind.apiVersion(), kind.kind()));
        if (!possible.equals(wanted.monitoring())) {
            LOGGER.atWarn()
                    .addKeyValue("wanted", wanted.monitoring().kinds())
                    .addKeyValue("made", possible.kinds())
                    .log(
                            "The cluster lacks kinds of Prometheus' operator: install it and restart this one");
        }
        return wanted.with(possible);
    }

    PipelineReconciler reconciler() {
        return reconciler;
    }

    /** Number of Kafka clusters that a connection is kept for. */
    int kafkaClusters() {
        return clusters.size();
    }

    /** Why the number of consumers is not looked after any more, if it is not. */
    Optional<String> standstill() {
        return scaling.standstill();
    }

    @Override
    public void close() {
        scaling.close();
        growth.close();
        clusters.close();
    }
}
