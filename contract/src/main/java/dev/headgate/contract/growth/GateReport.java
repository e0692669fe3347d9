// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.growth;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.headgate.contract.json.RecordJson;
import java.util.Optional;

/**
 * How an ingest replica stands to one topic.
 *
 * @param closed whether the topic's events are held back
 * @param drained whether nothing of the topic is on its way to Kafka any more, nor can turn up
 *     there late
 * @param millisLeft after which the gate opens by itself, by the replica's own clock; 0 if it is
 *     open
 * @param partitions those that the replica's producer sees; 0 if it has not looked
 */
public record GateReport(
        @JsonProperty(required = true) String topic,
        @JsonProperty(required = true) boolean closed,
        @JsonProperty(required = true) boolean drained,
        @JsonProperty(required = true) long millisLeft,
        @JsonProperty(required = true) int partitions) {

    /** As JSON. */
    public byte[] toJson() {
        return RecordJson.COMPLETE.write(this);
    }

    /** From JSON; nothing if it is no report. */
    public static Optional<GateReport> fromJson(byte[] json) {
        return RecordJson.COMPLETE.read(json, GateReport.class);
    }
}
