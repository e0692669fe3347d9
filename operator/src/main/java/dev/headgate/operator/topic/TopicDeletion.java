// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.contract.pipeline.OnUnreachable;
import dev.headgate.contract.topic.WantedTopic;
import dev.headgate.operator.topic.TopicAction.Delete;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the topics of a pipeline that goes, as far as policy and annotation say so: only topics
 * that the ledger knows as the pipeline's, by Kafka's id, so that one made anew under the same name
 * is not hit. A Kafka that cannot be brought to it holds the pipeline back for a limited time,
 * unless the topic says to block. It may be cut off anywhere and be begun anew.
 */
public final class TopicDeletion {

    /** After this, {@link OnUnreachable#Abandon} leaves a topic behind. */
    static final Duration ABANDON_AFTER = Duration.ofMinutes(10);

    private final KafkaClusters clusters;
    private final TopicClaims claims;
    private final BooleanSupplier leading;
    private final InstantSource clock;

    /**
     * Works on clusters.
     *
     * @param leading whether this operator is the one that acts; asked before a deletion
     */
    public TopicDeletion(
            KafkaClusters clusters,
            TopicClaims claims,
            BooleanSupplier leading,
            InstantSource clock) {
        this.clusters = clusters;
        this.claims = claims;
        this.leading = leading;
        this.clock = clock;
    }

    /** One try; blocks for a limited time, whatever Kafka does. */
    public DeletionResult run(KafkaAccess access, DeletionRequest request) {
        if (request.doomed().isEmpty()) {
            return new DeletionResult.Finished(List.of(), List.of());
        }
        return switch (clusters.use(access, cluster -> run(cluster, request))) {
            case KafkaClusters.Use.Refused<DeletionResult>(ClusterTrouble trouble) ->
                    stuck(request, List.of(), names(request), trouble.sentence());
            case KafkaClusters.Use.Done<DeletionResult>(DeletionResult result) -> result;
        };
    }

    /**
     * What becomes of the topics while nobody knows how to reach Kafka, such as for a Secret that
     * went first.
     */
    public DeletionResult withoutKafka(DeletionRequest request, String sentence) {
        if (!leading.getAsBoolean()) {
            return new DeletionResult.NotLeading();
        }
        return request.deletesNothing()
                ? new DeletionResult.Finished(List.of(), List.of())
                : stuck(request, List.of(), names(request), sentence);
    }

    private DeletionResult run(KafkaCluster cluster, DeletionRequest request) {
        return switch (cluster.read(names(request))) {
            case ClusterReading.Unreachable(ClusterTrouble trouble) ->
                    stuck(request, List.of(), names(request), trouble.sentence());
            case ClusterReading.Reachable(ClusterSnapshot snapshot) ->
                    switch (claims.read(snapshot.clusterId())) {
                        case ClaimStore.Reading.Unavailable _ ->
                                new DeletionResult.Waiting(
                                        "The ConfigMap that records which pipeline has which topic cannot be read: check the operator's Role.");
                        case ClaimStore.Reading.Found(TopicLedger ledger, _) ->
                                delete(cluster, request, snapshot, ledger);
                    };
        };
    }

    private DeletionResult delete(
            KafkaCluster cluster,
            DeletionRequest request,
            ClusterSnapshot snapshot,
            TopicLedger ledger) {
        List<Delete> own = own(request, snapshot, ledger);
        if (!leading.getAsBoolean()) {
            return new DeletionResult.NotLeading();
        }
        return switch (own.isEmpty()
                ? new ClusterWriting.Answered(List.of())
                : cluster.delete(own)) {
            case ClusterWriting.Unreachable(ClusterTrouble trouble) ->
                    stuck(request, List.of(), names(request), trouble.sentence());
            case ClusterWriting.Answered(List<TopicProblem> refused) -> {
                var problems = new ArrayList<>(refused);
                snapshot.denied()
                        .forEach(name ->
                                problems.add(new TopicProblem.NotAuthorized(name, "describe")));
                Set<String> left =
                        problems.stream().map(TopicProblem::topic).collect(Collectors.toSet());
                List<String> deleted =
                        own.stream()
                                .map(Delete::topic)
                                .filter(name -> !left.contains(name))
                                .toList();
                yield left.isEmpty()
                        ? finished(snapshot, request, deleted)
                        : stuck(request, deleted, left, problems.getFirst().sentence());
            }
        };
    }

    private DeletionResult finished(
            ClusterSnapshot snapshot, DeletionRequest request, List<String> deleted) {
        // Nothing depends on it: a claim is void once its pipeline is gone.
        claims.release(snapshot.clusterId(), request.owner());
        return new DeletionResult.Finished(deleted, List.of());
    }

    private static List<Delete> own(
            DeletionRequest request, ClusterSnapshot snapshot, TopicLedger ledger) {
        Map<String, TopicClaim> known = ledger.of(names(request));
        return request.doomed().stream()
                .map(topic -> snapshot.topics().get(topic.name()))
                .filter(found -> found != null && owns(request, known.get(found.name()), found))
                .map(found -> new Delete(found.name(), found.topicId()))
                .toList();
    }

    private static boolean owns(
            DeletionRequest request, @Nullable TopicClaim claim, FoundTopic found) {
        return claim != null
                && claim.owner().equals(request.owner())
                && found.topicId().equals(claim.topicId());
    }

    private DeletionResult stuck(
            DeletionRequest request,
            List<String> deleted,
            Collection<String> left,
            String sentence) {
        boolean patient = clock.instant().isBefore(request.since().plus(ABANDON_AFTER));
        List<String> blocking =
                request.doomed().stream()
                        .filter(topic -> left.contains(topic.name()))
                        .filter(topic -> topic.spec().onUnreachable() == OnUnreachable.Block)
                        .map(WantedTopic::name)
                        .toList();
        if (!blocking.isEmpty()) {
            return new DeletionResult.Waiting(
                    "%s The pipeline goes once topic %s is deleted, for its onUnreachable is Block; to leave it behind, take it out of the annotation %s."
                            .formatted(
                                    sentence,
                                    String.join(", ", blocking),
                                    TopicAnnotations.DELETE_TOPICS));
        }
        return patient
                ? new DeletionResult.Waiting(
                        "%s After %d minutes its topics are left behind."
                                .formatted(sentence, ABANDON_AFTER.toMinutes()))
                : new DeletionResult.Finished(deleted, left.stream().sorted().toList());
    }

    private static List<String> names(DeletionRequest request) {
        return request.doomed().stream().map(WantedTopic::name).toList();
    }
}
