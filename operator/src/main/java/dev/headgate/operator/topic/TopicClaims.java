// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.ConditionType;
import dev.headgate.operator.status.Judgement;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Claims topics for pipelines in a ledger that outlives the operator. A claim that is there already
 * costs one read and no write.
 *
 * <p>For any number of threads; one at a time writes.
 */
public final class TopicClaims {

    /** Another writer is rare, for one operator leads; more than this is a fault. */
    private static final int ATTEMPTS_MAX = 5;

    private final ClaimStore store;
    private final Predicate<PipelineIdentity> gone;

    /** Many pipelines are made at once and share a ledger: they would overtake each other. */
    private final ReentrantLock writing = new ReentrantLock();

    /**
     * Claims in a store.
     *
     * @param gone whether a pipeline is no more, asked of the API server itself and not of a cache
     *     that may not be filled; false if that is not known
     */
    public TopicClaims(ClaimStore store, Predicate<PipelineIdentity> gone) {
        this.store = store;
        this.gone = gone;
    }

    /** What came of a claim. */
    sealed interface Outcome {

        /** Who has each of the topics, as it is stored. */
        record Known(Map<String, TopicOwnership> ownership) implements Outcome {}

        /** It could not be stored, so nothing may be changed in Kafka. */
        record NotStored(Judgement judgement) implements Outcome {}
    }

    /** Claims what a pipeline wants; remembers the ids of the topics that are there. */
    Outcome claim(TopicRequest request, ClusterSnapshot snapshot) {
        return switch (attempt(request, snapshot, false)) {
            case Attempt.Ended(Outcome outcome) -> outcome;
            case Attempt.Again _ -> claimInTurn(request, snapshot);
        };
    }

    private Outcome claimInTurn(TopicRequest request, ClusterSnapshot snapshot) {
        writing.lock();
        try {
            for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
                if (attempt(request, snapshot, true) instanceof Attempt.Ended(Outcome outcome)) {
                    return outcome;
                }
            }
            return new Outcome.NotStored(unavailable());
        } finally {
            writing.unlock();
        }
    }

    private sealed interface Attempt {

        record Ended(Outcome outcome) implements Attempt {}

        record Again() implements Attempt {}
    }

    private Attempt attempt(TopicRequest request, ClusterSnapshot snapshot, boolean writes) {
        if (!(store.read(snapshot.clusterId())
                instanceof ClaimStore.Reading.Found(TopicLedger ledger, String version))) {
            return new Attempt.Ended(new Outcome.NotStored(unavailable()));
        }
        TopicLedger.Claimed claimed = claimed(request, snapshot, ledger);
        if (claimed.ledger() == null) {
            return new Attempt.Ended(new Outcome.NotStored(full()));
        }
        if (claimed.ledger().equals(ledger)) {
            return new Attempt.Ended(new Outcome.Known(claimed.ownership()));
        }
        if (!writes) {
            return new Attempt.Again();
        }
        return switch (store.write(snapshot.clusterId(), claimed.ledger(), version)) {
            case Stored -> new Attempt.Ended(new Outcome.Known(claimed.ownership()));
            case Overtaken -> new Attempt.Again();
            case Unavailable -> new Attempt.Ended(new Outcome.NotStored(unavailable()));
        };
    }

    private TopicLedger.Claimed claimed(
            TopicRequest request, ClusterSnapshot snapshot, TopicLedger ledger) {
        Map<String, String> seen =
                snapshot.topics().values().stream()
                        .collect(Collectors.toMap(FoundTopic::name, FoundTopic::topicId));
        var names = request.wanted().stream().map(topic -> topic.name()).toList();
        return ledger.claim(request.owner(), names, seen, request.acceptedIds(), gone);
    }

    /** Who has topics of a cluster; nothing if the store gives no answer. */
    ClaimStore.Reading read(String clusterId) {
        return store.read(clusterId);
    }

    /** Gives up all that a pipeline has on a cluster; true if that is stored. */
    boolean release(String clusterId, PipelineIdentity owner) {
        return change(clusterId, ledger -> ledger.release(owner));
    }

    private boolean change(String clusterId, UnaryOperator<TopicLedger> change) {
        writing.lock();
        try {
            for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
                if (!(store.read(clusterId)
                        instanceof ClaimStore.Reading.Found(TopicLedger ledger, String version))) {
                    return false;
                }
                TopicLedger changed = change.apply(ledger);
                if (changed.equals(ledger)
                        || store.write(clusterId, changed, version) == ClaimStore.Writing.Stored) {
                    return true;
                }
            }
            return false;
        } finally {
            writing.unlock();
        }
    }

    private static Judgement unavailable() {
        return new Judgement(
                ConditionType.TopicsReady,
                Truth.Unknown,
                ConditionReason.TopicLedgerUnavailable,
                "The ConfigMap that records which pipeline has which topic cannot be read or written, so no topic is changed: check that the operator's Role allows get, create and update of ConfigMaps in its namespace.");
    }

    private static Judgement full() {
        return new Judgement(
                ConditionType.TopicsReady,
                Truth.False,
                ConditionReason.TopicLedgerFull,
                "The operator records at most %d topics of one Kafka cluster: install another one for some of the namespaces."
                        .formatted(TopicLedger.CLAIMS_MAX));
    }
}
