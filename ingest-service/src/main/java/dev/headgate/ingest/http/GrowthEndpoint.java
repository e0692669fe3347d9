// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.contract.growth.GateOrder;
import dev.headgate.contract.growth.GateReport;
import dev.headgate.ingest.growth.TopicGate;
import dev.headgate.ingest.growth.TopicGates;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The operator's way to the growth gates, on the management port: PUT closes one for a limited
 * time, DELETE opens it, GET tells; all answer with how it stands then.
 */
final class GrowthEndpoint {

    /** What is on its way is mostly answered within this; if not, the operator asks again. */
    private static final Duration DRAINING = Duration.ofMillis(300);

    private static final Header JSON_TYPE =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");

    private final TopicGates gates;

    GrowthEndpoint(TopicGates gates) {
        this.gates = gates;
    }

    void close(ServerRequest request, ServerResponse response) {
        Optional<TopicGate> gate = gate(request);
        Optional<GateOrder> order = order(request);
        if (gate.isPresent() && order.isEmpty()) {
            problem(
                    request,
                    response,
                    Problem.of(
                            ProblemType.BAD_REQUEST,
                            "send {\"partitions\": number, \"millis\": 1 to "
                                    + GateOrder.MILLIS_MAX
                                    + "}"));
            return;
        }
        gate.ifPresent(each -> {
            gates.close(each, order.orElseThrow());
            each.awaitDrained(DRAINING);
        });
        answer(request, response, gate);
    }

    void open(ServerRequest request, ServerResponse response) {
        Optional<TopicGate> gate = gate(request);
        gate.ifPresent(TopicGate::open);
        answer(request, response, gate);
    }

    void report(ServerRequest request, ServerResponse response) {
        answer(request, response, gate(request));
    }

    private Optional<TopicGate> gate(ServerRequest request) {
        return gates.find(request.path().pathParameters().get("topic"));
    }

    private static Optional<GateOrder> order(ServerRequest request) {
        try {
            InputStream in = request.content().inputStream();
            byte[] body = in.readNBytes(GateOrder.BYTES_MAX + 1);
            return body.length > GateOrder.BYTES_MAX ? Optional.empty() : GateOrder.fromJson(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(
            ServerRequest request, ServerResponse response, Optional<TopicGate> gate) {
        if (gate.isEmpty()) {
            problem(
                    request,
                    response,
                    Problem.of(ProblemType.NOT_FOUND, "this pipeline has no such topic"));
            return;
        }
        GateReport report = gate.get().report();
        response.status(Status.OK_200).header(JSON_TYPE).send(report.toJson());
    }

    private static void problem(ServerRequest request, ServerResponse response, Problem problem) {
        response.status(problem.type().status())
                .header(HeaderValues.create(HeaderNames.CONTENT_TYPE, AnswerSender.PROBLEM_JSON))
                .send(ProblemWriter.write(problem, request.path().rawPath()).toBytes());
    }
}
