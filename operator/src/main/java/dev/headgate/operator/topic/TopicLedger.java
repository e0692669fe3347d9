// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which pipeline has which topic of one Kafka cluster. First come, first served; the claim of a
 * pipeline that is gone is void.
 *
 * @param claims by name of the topic
 */
public record TopicLedger(Map<String, TopicClaim> claims) {

    /** As many as fit into an object of the API server with room to spare. */
    static final int CLAIMS_MAX = 4_000;

    public TopicLedger {
        claims = Map.copyOf(claims);
    }

    /** What a claim came to; {@code ledger} is null if there is no room in it. */
    record Claimed(@Nullable TopicLedger ledger, Map<String, TopicOwnership> ownership) {}

    /**
     * Claims topics for a pipeline.
     *
     * @param topics names
     * @param seen Kafka's ids of those that exist
     * @param accepted ids that may take the place of the one that was claimed
     * @param gone whether a pipeline is no more; asked of those whose claims stand in the way
     */
    Claimed claim(
            PipelineIdentity owner,
            Collection<String> topics,
            Map<String, String> seen,
            Set<String> accepted,
            Predicate<PipelineIdentity> gone) {
        var next = new HashMap<>(claims);
        var ownership = new TreeMap<String, TopicOwnership>();
        for (String topic : topics) {
            TopicClaim present = claims.get(topic);
            if (present != null && !present.owner().equals(owner) && !gone.test(present.owner())) {
                ownership.put(
                        topic,
                        new TopicOwnership.Theirs("the pipeline " + present.owner().label()));
                continue;
            }
            String id = id(owner, present, seen.get(topic), accepted);
            next.put(topic, new TopicClaim(owner, id));
            ownership.put(topic, new TopicOwnership.Ours(id));
        }
        if (next.size() > CLAIMS_MAX) {
            dropGone(next, owner, gone);
        }
        return new Claimed(
                next.size() > CLAIMS_MAX ? null : new TopicLedger(next), Map.copyOf(ownership));
    }

    private static @Nullable String id(
            PipelineIdentity owner,
            @Nullable TopicClaim present,
            @Nullable String seen,
            Set<String> accepted) {
        String known = present != null && present.owner().equals(owner) ? present.topicId() : null;
        boolean replaced = seen != null && accepted.contains(seen);
        return known == null || replaced ? seen : known;
    }

    private static void dropGone(
            Map<String, TopicClaim> claims,
            PipelineIdentity owner,
            Predicate<PipelineIdentity> gone) {
        Set<PipelineIdentity> dead =
                claims.values().stream()
                        .map(TopicClaim::owner)
                        .filter(each -> !each.equals(owner))
                        .distinct()
                        .filter(gone)
                        .collect(Collectors.toSet());
        claims.values().removeIf(claim -> dead.contains(claim.owner()));
    }

    /** Gives up all that a pipeline has. */
    TopicLedger release(PipelineIdentity owner) {
        var next = new HashMap<>(claims);
        next.values().removeIf(claim -> Objects.equals(claim.owner(), owner));
        return new TopicLedger(next);
    }

    /** Who has the topics; those that nobody claimed are left out. */
    Map<String, TopicClaim> of(Collection<String> topics) {
        var found = new HashMap<String, TopicClaim>();
        for (String topic : topics) {
            TopicClaim claim = claims.get(topic);
            if (claim != null) {
                found.put(topic, claim);
            }
        }
        return found;
    }
}
