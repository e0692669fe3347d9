// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.provision;

import java.util.List;
import java.util.stream.Collectors;

/** All that was done about one topic. */
public record TopicReport(String topic, List<TopicOutcome> outcomes) {

    public TopicReport {
        outcomes = List.copyOf(outcomes);
    }

    /** True if the topic differs from what the file wants. */
    public boolean refused() {
        return outcomes.stream().anyMatch(TopicOutcome.Refused.class::isInstance);
    }

    /** True if nothing was to be done. */
    public boolean unchanged() {
        return outcomes.stream().allMatch(TopicOutcome.Unchanged.class::isInstance);
    }

    @Override
    public String toString() {
        return "topic %s: %s"
                .formatted(
                        topic,
                        outcomes.stream()
                                .map(TopicOutcome::toString)
                                .collect(Collectors.joining("; ")));
    }
}
