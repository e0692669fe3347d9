// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.telemetry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How one assigned partition fares. Fields that nobody knows yet are null. */
public record PartitionTelemetry(
        @JsonProperty(required = true) @JsonPropertyDescription("Topic.") String topic,
        @JsonProperty(required = true) @JsonPropertyDescription("Number of the partition.")
                int partition,
        @JsonProperty(required = true)
                @JsonPropertyDescription(
                        "`Claiming`: assigned, and being taken over in PostgreSQL. `Running`:"
                                + " settled as records come. `Waiting`: the surroundings fail, it"
                                + " tries again. `Stopped`: the line is stopped, only people can"
                                + " help.")
                State state,
        @JsonPropertyDescription("Since when it waits or is stopped.") @Nullable String stateSince,
        @JsonPropertyDescription("Why it waits or is stopped.") @Nullable String stateReason,
        @JsonPropertyDescription(
                        "Why nothing is fetched for it: `Start` (about to begin), `Full` (enough is"
                                + " buffered), `Log` (Kafka is asked where its log begins); null if it"
                                + " is fetched.")
                @Nullable Hold hold,
        @JsonPropertyDescription("The fencing token under which it is worked on.")
                @Nullable Long epoch,
        @JsonPropertyDescription("The first offset that is not settled; null until taken over.")
                @Nullable Long nextOffset,
        @JsonPropertyDescription(
                        "Where Kafka's log ended when it was asked last, at most a few seconds ago"
                                + " while Kafka answers.")
                @Nullable Long endOffset,
        @JsonPropertyDescription("endOffset − nextOffset, at least 0.") @Nullable Long lagRecords,
        @JsonProperty(required = true) @JsonPropertyDescription("Records fetched and not settled.")
                int bufferedRecords,
        @JsonProperty(required = true) @JsonPropertyDescription("Their bytes.") long bufferedBytes,
        @JsonPropertyDescription(
                        "Kafka's timestamp of the oldest record that is fetched and not settled: the"
                                + " age to hold against the promise. Null if there is none.")
                @Nullable String oldestUnsettledAt,
        @JsonPropertyDescription(
                        "The head of the line: the first offset of the records being worked on.")
                @Nullable Long headOffset,
        @JsonPropertyDescription(
                        "Since when they have been the head, if that is 10 s or longer: the line is"
                                + " blocked, and state says by what.")
                @Nullable String blockedSince) {

    /** What is done about a partition. */
    public enum State {
        Claiming,
        Running,
        Waiting,
        Stopped
    }

    /** Why nothing is fetched. */
    public enum Hold {
        Start,
        Full,
        Log
    }
}
