// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How a pipeline accepts events over HTTP. */
@ValidationRule(
        value = "self.maxEventBytes <= self.maxBodyBytes",
        message = "maxEventBytes is more than maxBodyBytes: an event must fit into a request",
        reason = Reason.INVALID,
        fieldPath = ".maxEventBytes")
public record IngestSpec(
        @Default("2")
                @Min(1)
                @Max(1000)
                @JsonPropertyDescription(
                        "Instances of the ingest service on a cluster, unless autoscaling decides.")
                int replicas,
        @JsonPropertyDescription(
                        "Lets the number of instances follow their CPU use, by a HorizontalPodAutoscaler."
                                + " Omitted: replicas counts. On a cluster only.")
                @Nullable IngestAutoscaling autoscaling,
        @Default("524288")
                @Min(1024)
                @Max(10_485_760)
                @JsonPropertyDescription(
                        "Largest event data in bytes; a larger one answers 413 or 422.")
                int maxEventBytes,
        @Default("1000")
                @Min(1)
                @Max(10_000)
                @JsonPropertyDescription("Most events in one request.")
                int maxBatchEvents,
        @Default("4194304")
                @Min(1024)
                @Max(67_108_864)
                @JsonPropertyDescription("Largest request body in bytes; a larger one answers 413.")
                int maxBodyBytes,
        @Default("5000")
                @Min(100)
                @Max(60_000)
                @JsonPropertyDescription(
                        "Milliseconds after which a request is answered even if Kafka has not"
                                + " confirmed; the outcome is then unknown and the request safe to"
                                + " repeat.")
                int answerDeadlineMillis,
        @Default("{}")
                @JsonPropertyDescription(
                        "What the ingest service's pods have of their own. On a cluster only.")
                PodSettings pod) {

    public IngestSpec {
        pod = pod == null ? PodSettings.NONE : pod;
    }
}
