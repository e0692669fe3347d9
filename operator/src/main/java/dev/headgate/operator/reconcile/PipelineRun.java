// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.contract.pipeline.TopicSpec;
import dev.headgate.contract.topic.WantedTopic;
import dev.headgate.operator.connection.PipelineConnections;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.resource.PipelineStatus;
import dev.headgate.operator.resource.TopicStatus;
import dev.headgate.operator.scaling.ScalingNews;
import dev.headgate.operator.setting.OperatorSettings;
import dev.headgate.operator.status.Judgement;
import dev.headgate.operator.status.StatusFactory;
import dev.headgate.operator.topic.DeletionRequest;
import dev.headgate.operator.workload.WorkloadReview;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One look at a pipeline that is to run: connections, topics, services, status. */
final class PipelineRun {

    private static final Duration TROUBLED = Duration.ofSeconds(20);

    private final OperatorSettings settings;
    private final TopicWork topics;
    private final WorkloadWork workloads;
    private final ScalingWork scaling;
    private final TopicNews news;
    private final InstantSource clock;

    PipelineRun(
            OperatorParts parts, TopicWork topics, WorkloadWork workloads, PipelineEvents events) {
        this.settings = parts.settings();
        this.topics = topics;
        this.workloads = workloads;
        this.scaling = new ScalingWork(parts.scaling(), events);
        this.news = new TopicNews(events);
        this.clock = parts.clock();
    }

    /** One look; when to look again, if earlier than usual. */
    Optional<Duration> run(PipelineObject object, NamespaceSecrets secrets) {
        object.hold(DeletionRequest.needsFinalizer(WantedTopic.of(object.current().getSpec())));
        PipelineResource pipeline = object.current();
        PipelineConnections connections = PipelineConnections.of(pipeline.getSpec(), settings);
        Optional<TopicFindings> looked = topics.run(pipeline, connections, secrets);
        if (looked.isEmpty()) {
            return Optional.empty();
        }
        TopicFindings found = looked.get();
        news.tell(pipeline, found);
        WorkloadFindings services = workloads.run(pipeline, connections, found.runnable());
        List<ScalingNews> scaled = scaling.news(pipeline);
        object.writeStatus(status(object, found, services, scaled));
        scaling.wasTold(pipeline, scaled);
        return sooner(
                found.lookAgain(),
                services.review().troubled() ? Optional.of(TROUBLED) : Optional.empty());
    }

    private PipelineStatus status(
            PipelineObject object,
            TopicFindings found,
            WorkloadFindings services,
            List<ScalingNews> scaled) {
        PipelineResource pipeline = object.current();
        PipelineStatus previous = object.status();
        WorkloadReview review = services.review();
        var judgements = new ArrayList<Judgement>(found.judgements());
        judgements.addAll(review.judgements());
        judgements.addAll(scaling.run(pipeline, previous, found));
        return new PipelineStatus(
                pipeline.getMetadata().getGeneration(),
                StatusFactory.conditions(
                        previous.conditions(),
                        judgements,
                        pipeline.getMetadata().getGeneration(),
                        clock.instant()),
                review.consumers(),
                review.consumerSelector(),
                review.ingest(),
                asWanted(pipeline, found.topics()),
                found.topics().stream().mapToInt(TopicStatus::partitions).sum(),
                found.topics(),
                found.growth().statuses(),
                services.scale().or(() -> ScalingWork.change(scaled)).orElse(previous.lastScale()));
    }

    private static int asWanted(PipelineResource pipeline, List<TopicStatus> topics) {
        Map<String, Integer> wanted =
                pipeline.getSpec().topics().stream()
                        .collect(Collectors.toMap(TopicSpec::name, TopicSpec::partitions));
        return (int)
                topics.stream()
                        .filter(topic ->
                                topic.partitions()
                                        >= wanted.getOrDefault(topic.name(), Integer.MAX_VALUE))
                        .count();
    }

    private static Optional<Duration> sooner(Optional<Duration> one, Optional<Duration> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(one.get().compareTo(other.get()) <= 0 ? one.get() : other.get())
                : one.or(() -> other);
    }
}
