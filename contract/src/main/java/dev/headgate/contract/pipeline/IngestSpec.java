// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a pipeline accepts events over HTTP. */
@ValidationRule(
        value = "self.maxEventBytes <= self.maxBodyBytes",
        message = "maxEventBytes is more than maxBodyBytes: an event must fit into a request",
        reason = Reason.INVALID,
        fieldPath = ".maxEventBytes")
@ValidationRule(
        value =
                "!has(self.tls) || self.tls.clientAuth != 'Optional' ||"
                        + " (has(self.callers) && has(self.callers.secretRef))",
        message = "is Optional and keeps nobody out: set callers.secretRef, or Required",
        reason = Reason.INVALID,
        fieldPath = ".tls.clientAuth")
@ValidationRule(
        value =
                "!has(self.schemas) || self.schemas.all(a, a.eventTypes.all(t,"
                        + " self.schemas.exists_one(b, t in b.eventTypes)))",
        message = "an event-type pattern is in two schemas",
        reason = Reason.INVALID,
        fieldPath = ".schemas")
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
        @Default("false")
                @JsonPropertyDescription(
                        "Whether events that are refused because of what they say are kept, with the"
                                + " reason: in Kafka topics refused.<topic>, and from there as dead"
                                + " letters. Whoever reads dead letters then sees what was refused.")
                boolean keepRefused,
        @JsonPropertyDescription(
                        "Limits on clients' connections. Omitted: those of the service's own settings.")
                @Nullable IngestConnections connections,
        @JsonPropertyDescription(
                        "Who may post. Omitted: anyone who reaches the port. On a cluster only;"
                                + " elsewhere the service's setting ingest.callers says it.")
                @Nullable IngestCallers callers,
        @JsonPropertyDescription(
                        "Encryption of the port for events. Omitted: plain HTTP. On a cluster only;"
                                + " elsewhere the service's setting ingest.server.tls says it.")
                @Nullable IngestTls tls,
        @Default("[]")
                @Size(max = 32)
                @JsonPropertyDescription(
                        "Webhooks of other services, which sign what they send. On a cluster only;"
                                + " elsewhere the service's setting ingest.webhooks says it.")
                List<IngestWebhook> webhooks,
        @Default("[]")
                @Size(max = 32)
                @JsonPropertyDescription(
                        "JSON Schemas that events' data is held to, each event-type pattern in one of"
                                + " them. On a cluster only; elsewhere the service's setting"
                                + " ingest.schemas says it.")
                List<DataSchema> schemas,
        @Default("{}")
                @JsonPropertyDescription(
                        "What the ingest service's pods have of their own. On a cluster only.")
                PodSettings pod) {

    public IngestSpec {
        webhooks = webhooks == null ? List.of() : List.copyOf(webhooks);
        schemas = schemas == null ? List.of() : List.copyOf(schemas);
        pod = pod == null ? PodSettings.NONE : pod;
    }

    /**
     * A sentence on what of this only a cluster can provide, for whoever starts the service
     * elsewhere; nothing if there is nothing of the kind.
     */
    public Optional<String> clusterOnly() {
        var fields = new ArrayList<String>();
        if (callers != null) {
            fields.add("callers");
        }
        if (tls != null) {
            fields.add("tls");
        }
        if (!webhooks.isEmpty()) {
            fields.add("webhooks");
        }
        if (!schemas.isEmpty()) {
            fields.add("schemas");
        }
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Not in force here, but on a cluster only: spec.ingest %s."
                                .formatted(String.join(", ", fields)));
    }
}
