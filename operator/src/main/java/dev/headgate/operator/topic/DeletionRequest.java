// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.contract.pipeline.DeletionPolicy;
import dev.headgate.contract.topic.WantedTopic;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A pipeline that goes, and what may go with it.
 *
 * @param named topics that its annotation names; their dead-letter topics go with them
 * @param since when its deletion was asked for
 */
public record DeletionRequest(
        PipelineIdentity owner, List<WantedTopic> wanted, Set<String> named, Instant since) {

    public DeletionRequest {
        wanted = List.copyOf(wanted);
        named = Set.copyOf(named);
    }

    /** Whether the pipeline must not go before somebody has looked at its topics. */
    public static boolean needsFinalizer(List<WantedTopic> wanted) {
        return wanted.stream().anyMatch(DeletionRequest::policyDeletes);
    }

    /** Whether no topic is to be deleted, whatever is in Kafka. */
    public boolean deletesNothing() {
        return doomed().isEmpty();
    }

    /** The topics that are to be deleted: by their policy, and by name. */
    List<WantedTopic> doomed() {
        return wanted.stream()
                .filter(DeletionRequest::policyDeletes)
                .filter(topic -> named.contains(topic.spec().name()))
                .toList();
    }

    private static boolean policyDeletes(WantedTopic topic) {
        return topic.spec().deletionPolicy() == DeletionPolicy.Delete;
    }
}
