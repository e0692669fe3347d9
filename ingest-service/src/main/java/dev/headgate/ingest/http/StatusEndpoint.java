// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.ingest.kafka.KafkaGate;
import dev.headgate.ingest.kafka.ProducerSupervisor;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.BooleanSupplier;

/** Tells people how the service is doing; 503 with the same body when it cannot accept. */
final class StatusEndpoint {

    private final PipelineMetadata pipeline;
    private final KafkaGate gate;
    private final ProducerSupervisor supervisor;
    private final Admission admission;
    private final IngestMetrics metrics;
    private final BooleanSupplier draining;

    StatusEndpoint(IngestParts parts, IngestMetrics metrics, BooleanSupplier draining) {
        this.pipeline = parts.settings().pipeline();
        this.gate = parts.gate();
        this.supervisor = parts.supervisor();
        this.admission = parts.admission();
        this.metrics = metrics;
        this.draining = draining;
    }

    void handle(ServerRequest request, ServerResponse response) {
        KafkaGate.State state = gate.state();
        boolean accepting = state == KafkaGate.State.OPEN && !draining.getAsBoolean();
        String reason = draining.getAsBoolean() ? "draining" : state.reason();
        String version = StatusEndpoint.class.getPackage().getImplementationVersion();
        JsonBuffer json =
                new JsonBuffer(512)
                        .raw("{\"version\":")
                        .string(version == null ? "development" : version)
                        .raw(",\"pipeline\":{\"namespace\":")
                        .string(pipeline.namespace())
                        .member("name", pipeline.name())
                        .raw("},\"accepting\":" + accepting)
                        .member("reason", reason)
                        .raw(",\"kafka\":{\"reachable\":" + (state == KafkaGate.State.OPEN));
        missing(json.raw(",\"missingTopics\":["));
        counts(json.raw("],\"producersReplaced\":").number(supervisor.rebuilt()).raw("}"));
        response.status(accepting ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
        response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json"));
        response.send(json.raw("}\n").toBytes());
    }

    private void missing(JsonBuffer json) {
        String comma = "";
        for (String topic : gate.missingTopics()) {
            json.raw(comma).string(topic);
            comma = ",";
        }
    }

    private void counts(JsonBuffer json) {
        json.raw(",\"requests\":").number(metrics.requests());
        json.raw(",\"events\":{\"accepted\":").number(metrics.stored());
        json.raw(",\"duplicate\":").number(metrics.duplicate());
        json.raw(",\"refused\":").number(metrics.invalid());
        json.raw(",\"notStored\":").number(metrics.retry());
        json.raw(",\"unknown\":").number(metrics.unknown());
        json.raw("},\"inFlight\":{\"requests\":").number(admission.requests());
        json.raw(",\"bytes\":").number(admission.bytes()).raw("}");
    }
}
