// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.telemetry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.headgate.contract.json.RecordJson;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one consumer has done since it started, and how its partitions fare. */
public record ConsumerTelemetry(
        @JsonProperty(required = true)
                @JsonPropertyDescription(
                        "Version of this document, 1. Fields may be added under the same version;"
                                + " what changes its meaning gets a new one.")
                int schemaVersion,
        @JsonProperty(required = true) @JsonPropertyDescription("Namespace of the pipeline.")
                String namespace,
        @JsonProperty(required = true) @JsonPropertyDescription("Name of the pipeline.")
                String pipeline,
        @JsonProperty(required = true)
                @JsonPropertyDescription(
                        "Name of this instance, new at each start; `watermark.owner` has it too."
                                + " Sums of two names must not be subtracted from each other.")
                String instance,
        @JsonProperty(required = true)
                @JsonPropertyDescription("When the process started, ISO 8601 in UTC.")
                String processStartedAt,
        @JsonProperty(required = true)
                @JsonPropertyDescription(
                        "When this instance began to consume; later than the process by its"
                                + " start-up.")
                String startedAt,
        @JsonProperty(required = true) @JsonPropertyDescription("When this was read.")
                String observedAt,
        @JsonProperty(required = true)
                @JsonPropertyDescription(
                        "Seconds since startedAt by a clock that never jumps: the one to divide"
                                + " differences by.")
                double uptimeSeconds,
        @JsonProperty(required = true)
                @JsonPropertyDescription(
                        "Lanes that can write at the same time: the connections of"
                                + " `consumer.database.connections-max`.")
                int writers,
        @JsonProperty(required = true)
                @JsonPropertyDescription(
                        "Records that the lanes have settled, whatever became of them: landed,"
                                + " suppressed, dead letters, parked. Counted when the transaction"
                                + " is committed.")
                long processedRecords,
        @JsonProperty(required = true)
                @JsonPropertyDescription("Rows landed, by lanes and by retries.")
                long landedRecords,
        @JsonProperty(required = true)
                @JsonPropertyDescription("Repeats of known events, by lanes and by retries.")
                long suppressedRecords,
        @JsonProperty(required = true)
                @JsonPropertyDescription("Records kept as dead letters, by lanes and by retries.")
                long deadLetteredRecords,
        @JsonProperty(required = true) @JsonPropertyDescription("Records parked by lanes.")
                long parkedRecords,
        @JsonProperty(required = true)
                @JsonPropertyDescription("Landing transactions that were committed.")
                long transactions,
        @JsonProperty(required = true)
                @JsonPropertyDescription(
                        "Integral of min(1, busy lanes / writers) over time: 1 s for each second in"
                                + " which as many lanes were busy as can write. A lane is busy from"
                                + " when it takes records until they are settled (decoding, handler,"
                                + " waiting for a connection, transaction), not while it waits for a"
                                + " failure to pass. processedRecords / busySeconds is the rate of"
                                + " this consumer when saturated.")
                double busySeconds,
        @JsonProperty(required = true)
                @JsonPropertyDescription(
                        "Integral of busy lanes over time, not bounded by writers.")
                double laneSeconds,
        @JsonProperty(required = true)
                @JsonPropertyDescription(
                        "Records parked in the whole pipeline, counted up to"
                                + " `consumer.retry.parked-max`; every consumer tells the same.")
                int parkedNow,
        @JsonPropertyDescription(
                        "Dead letters of the whole pipeline that are not in their topic yet, counted"
                                + " up to a bound; 0 where none are published, null until they were"
                                + " counted. Every consumer tells the same.")
                @Nullable Integer unpublishedLetters,
        @JsonPropertyDescription(
                        "Replays of dead letters in the whole pipeline that are not over, counted up"
                                + " to a bound; null until they were counted. Every consumer tells the"
                                + " same.")
                @Nullable Integer replaysUnderWay,
        @JsonProperty(required = true)
                @JsonPropertyDescription(
                        "Why it does not count as ready, as its readiness says; empty if it does.")
                List<String> problems,
        @JsonProperty(required = true)
                @JsonPropertyDescription(
                        "Partitions that the group has assigned to it, taken over or not.")
                int assignedPartitions,
        @JsonProperty(required = true)
                @JsonPropertyDescription(
                        "The assigned partitions by topic and number, the first 5000 of them.")
                List<PartitionTelemetry> partitions) {

    /** The version that this class writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    /** Where a consumer tells it: a path on its management port. */
    public static final String PATH = "/telemetry";

    /** Most partitions in one document. */
    public static final int PARTITIONS_MAX = 5_000;

    /** Keeps the lists from changing. */
    public ConsumerTelemetry {
        problems = List.copyOf(problems);
        partitions = List.copyOf(partitions);
    }

    /** As JSON. */
    public byte[] toJson() {
        return RecordJson.PARTIAL.write(this);
    }

    /** From JSON; nothing if it is no telemetry of this version. */
    public static Optional<ConsumerTelemetry> fromJson(byte[] json) {
        return RecordJson.PARTIAL
                .read(json, ConsumerTelemetry.class)
                .filter(telemetry -> telemetry.schemaVersion() == SCHEMA_VERSION);
    }
}
