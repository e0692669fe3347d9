// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.topic.WantedTopic;
import dev.headgate.operator.connection.KafkaLogin;
import dev.headgate.operator.connection.PipelineConnections;
import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.resource.PipelineStatus;
import dev.headgate.operator.setting.OperatorSettings;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.ConditionType;
import dev.headgate.operator.status.Judgement;
import dev.headgate.operator.status.StatusFactory;
import dev.headgate.operator.topic.DeletionRequest;
import dev.headgate.operator.topic.DeletionResult;
import dev.headgate.operator.topic.KafkaAccess;
import dev.headgate.operator.topic.PipelineIdentity;
import dev.headgate.operator.topic.TopicAnnotations;
import dev.headgate.operator.topic.TopicDeletion;
import dev.headgate.operator.workload.WorkloadApplier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The way out of a pipeline that is being deleted and holds on to topics. Its services end first: a
 * producer that goes on would have Kafka make the topic anew. Secrets that went before it, as in a
 * namespace that is deleted, count as a Kafka that does not answer.
 */
final class PipelineDeletion {

    /** Longer than a service takes to drain; a pod whose node is gone takes for ever. */
    static final Duration STOPPING_MAX = Duration.ofSeconds(75);

    private static final Duration STOPPING = Duration.ofSeconds(1);
    private static final Duration WAITING = Duration.ofSeconds(10);

    private final OperatorSettings settings;
    private final TopicDeletion topics;
    private final WorkloadApplier applier;
    private final PipelineEvents events;
    private final InstantSource clock;

    PipelineDeletion(OperatorParts parts, WorkloadApplier applier, PipelineEvents events) {
        this.settings = parts.settings();
        this.topics =
                new TopicDeletion(parts.clusters(), parts.claims(), parts.leading(), parts.clock());
        this.applier = applier;
        this.events = events;
        this.clock = parts.clock();
    }

    /** One step; when to take the next one, if there is any. */
    Optional<Duration> run(PipelineObject object, NamespaceSecrets secrets) {
        PipelineResource pipeline = object.current();
        if (!pipeline.hasFinalizer(PipelineObject.FINALIZER)) {
            return Optional.empty();
        }
        DeletionRequest request = request(pipeline);
        if (request.deletesNothing()) {
            object.hold(false);
            return Optional.empty();
        }
        boolean late = clock.instant().isAfter(request.since().plus(STOPPING_MAX));
        if (!applier.stop(pipeline) && !late) {
            tell(
                    object,
                    ConditionReason.ServicesStopping,
                    "Its services end, and then its topics are deleted.");
            return Optional.of(STOPPING);
        }
        return switch (delete(pipeline, request, secrets)) {
            case DeletionResult.NotLeading _ -> Optional.empty();
            case DeletionResult.Waiting(String sentence) -> {
                tell(object, ConditionReason.DeletionWaiting, sentence);
                yield Optional.of(WAITING);
            }
            case DeletionResult.Finished finished -> {
                events.deleted(pipeline, finished);
                object.hold(false);
                yield Optional.empty();
            }
        };
    }

    private static DeletionRequest request(PipelineResource pipeline) {
        return new DeletionRequest(
                PipelineIdentity.of(pipeline),
                WantedTopic.of(pipeline.getSpec()),
                TopicAnnotations.listed(pipeline, TopicAnnotations.DELETE_TOPICS),
                Instant.parse(pipeline.getMetadata().getDeletionTimestamp()));
    }

    private DeletionResult delete(
            PipelineResource pipeline, DeletionRequest request, NamespaceSecrets secrets) {
        PipelineConnections connections = PipelineConnections.of(pipeline.getSpec(), settings);
        Optional<KafkaConnection> kafka = connections.kafka();
        if (kafka.isEmpty()) {
            return topics.withoutKafka(
                    request,
                    "Neither spec.kafka nor the operator's settings name a Kafka any more.");
        }
        String externalId = connections.awsExternalId(pipeline.getMetadata().getNamespace());
        return switch (KafkaLogin.access(kafka.get(), externalId, secrets::data)) {
            case KafkaLogin.Outcome.Known(KafkaAccess access) -> topics.run(access, request);
            case KafkaLogin.Outcome.Lacking(Judgement judgement) ->
                    topics.withoutKafka(request, judgement.message());
        };
    }

    private void tell(PipelineObject object, ConditionReason reason, String sentence) {
        PipelineResource pipeline = object.current();
        PipelineStatus previous = object.status();
        object.writeStatus(
                previous.with(
                        StatusFactory.deleting(
                                previous.conditions(),
                                new Judgement(ConditionType.Deleting, Truth.True, reason, sentence),
                                pipeline.getMetadata().getGeneration(),
                                clock.instant())));
    }
}
