// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.contract.pipeline.TopicSpec;
import dev.headgate.contract.topic.WantedTopic;
import dev.headgate.operator.connection.ConnectionInspection;
import dev.headgate.operator.connection.KafkaLogin;
import dev.headgate.operator.connection.PipelineConnections;
import dev.headgate.operator.growth.GrowthOutcome;
import dev.headgate.operator.growth.GrowthRequest;
import dev.headgate.operator.growth.TopicGrowth;
import dev.headgate.operator.resource.GrowthStatus;
import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.resource.TopicStatus;
import dev.headgate.operator.scaling.PipelineScaling;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.ConditionType;
import dev.headgate.operator.status.Judgement;
import dev.headgate.operator.topic.ForeignOwner;
import dev.headgate.operator.topic.KafkaAccess;
import dev.headgate.operator.topic.PipelineIdentity;
import dev.headgate.operator.topic.StrimziTopics;
import dev.headgate.operator.topic.TopicAnnotations;
import dev.headgate.operator.topic.TopicReconciliation;
import dev.headgate.operator.topic.TopicRequest;
import dev.headgate.operator.topic.TopicResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first half of a reconcile: from a pipeline's connections to its topics. While Kafka is out of
 * sight, what was known of the topics stands, so that services go on being looked after.
 */
final class TopicWork {

    /** Leaders are chosen within a second or two. */
    private static final Duration STARTING = Duration.ofSeconds(2);

    /** Nobody tells of a Secret that is made, for the operator may not watch them. */
    private static final Duration LACKING = Duration.ofSeconds(10);

    private static final Duration TROUBLED = Duration.ofSeconds(20);

    private final StrimziTopics strimzi;
    private final TopicReconciliation reconciliation;
    private final TopicGrowth growth;
    private final PipelineScaling scaling;

    TopicWork(OperatorParts parts, StrimziTopics strimzi) {
        this.strimzi = strimzi;
        this.scaling = parts.scaling();
        this.reconciliation =
                new TopicReconciliation(parts.clusters(), parts.claims(), parts.leading());
        this.growth = parts.growth();
    }

    /** One look; nothing if another operator leads by now. */
    Optional<TopicFindings> run(
            PipelineResource pipeline, PipelineConnections connections, NamespaceSecrets secrets) {
        String namespace = pipeline.getMetadata().getNamespace();
        List<Judgement> lacking =
                ConnectionInspection.inspect(connections, namespace, secrets::keys);
        Optional<KafkaConnection> kafka = connections.kafka();
        if (kafka.isEmpty()
                || lacking.stream().anyMatch(each -> each.type() == ConditionType.TopicsReady)) {
            return Optional.of(blind(pipeline, lacking, LACKING));
        }
        return switch (KafkaLogin.access(
                kafka.get(), connections.awsExternalId(namespace), secrets::data)) {
            case KafkaLogin.Outcome.Lacking(Judgement judgement) ->
                    Optional.of(blind(pipeline, both(lacking, judgement), LACKING));
            case KafkaLogin.Outcome.Known(KafkaAccess access) -> look(pipeline, access, lacking);
        };
    }

    private Optional<TopicFindings> look(
            PipelineResource pipeline, KafkaAccess access, List<Judgement> lacking) {
        return switch (strimzi.owners()) {
            case StrimziTopics.Answer.Unknown(Judgement judgement, Duration lookAgain) ->
                    Optional.of(blind(pipeline, both(lacking, judgement), lookAgain));
            case StrimziTopics.Answer.Known(var owners) ->
                    look(pipeline, access, request(pipeline, owners), lacking);
        };
    }

    private Optional<TopicFindings> look(
            PipelineResource pipeline,
            KafkaAccess access,
            TopicRequest request,
            List<Judgement> lacking) {
        return switch (reconciliation.run(access, request)) {
            case TopicResult.NotLeading _ -> Optional.empty();
            case TopicResult.Blind(Judgement judgement) ->
                    Optional.of(blind(pipeline, both(lacking, judgement), TROUBLED).at(access));
            case TopicResult.Looked looked ->
                    Optional.of(looked(looked, grow(pipeline, access, looked), lacking).at(access));
        };
    }

    /** Paused consumers would never be through, and ingest would be held back for nothing. */
    private GrowthOutcome grow(
            PipelineResource pipeline, KafkaAccess access, TopicResult.Looked looked) {
        return growth.look(
                new GrowthRequest(
                        new PipelineMetadata(
                                pipeline.getMetadata().getName(),
                                pipeline.getMetadata().getNamespace()),
                        access,
                        pipeline.getSpec().paused() ? List.of() : looked.growths(),
                        growths(pipeline)));
    }

    private static TopicFindings looked(
            TopicResult.Looked looked, GrowthOutcome growth, List<Judgement> lacking) {
        boolean draining = looked.judgement().reason() == ConditionReason.PartitionsDraining;
        Judgement judgement =
                draining ? growth.judgement().orElse(looked.judgement()) : looked.judgement();
        return new TopicFindings(
                both(lacking, judgement),
                looked.topics(),
                looked.usable(),
                looked.done(),
                growth,
                Optional.empty(),
                Stream.of(lookAgain(judgement, lacking), growth.lookAgain())
                        .flatMap(Optional::stream)
                        .min(Comparator.naturalOrder()));
    }

    private static List<GrowthStatus> growths(PipelineResource pipeline) {
        return pipeline.getStatus() == null ? List.of() : pipeline.getStatus().growths();
    }

    private TopicRequest request(
            PipelineResource pipeline, Map<String, List<ForeignOwner>> owners) {
        return new TopicRequest(
                PipelineIdentity.of(pipeline),
                WantedTopic.of(pipeline.getSpec()),
                scaling.verdict(pipeline).partitions(),
                TopicAnnotations.listed(pipeline, TopicAnnotations.ACCEPT_TOPICS),
                owners);
    }

    private static Optional<Duration> lookAgain(Judgement topics, List<Judgement> lacking) {
        if (topics.reason() == ConditionReason.TopicsStarting) {
            return Optional.of(STARTING);
        }
        if (!lacking.isEmpty()) {
            return Optional.of(LACKING);
        }
        return topics.truth() == Truth.True ? Optional.empty() : Optional.of(TROUBLED);
    }

    private static TopicFindings blind(
            PipelineResource pipeline, List<Judgement> judgements, Duration lookAgain) {
        List<TopicStatus> known =
                pipeline.getStatus() == null ? List.of() : pipeline.getStatus().topics();
        Set<String> names = known.stream().map(TopicStatus::name).collect(Collectors.toSet());
        boolean all =
                pipeline.getSpec().topics().stream().map(TopicSpec::name).allMatch(names::contains);
        return new TopicFindings(
                judgements,
                known,
                all,
                List.of(),
                GrowthOutcome.unseen(growths(pipeline)),
                Optional.empty(),
                Optional.of(lookAgain));
    }

    private static List<Judgement> both(List<Judgement> first, Judgement then) {
        var all = new ArrayList<>(first);
        all.add(then);
        return all;
    }
}
