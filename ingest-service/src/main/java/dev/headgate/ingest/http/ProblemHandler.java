// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

/** Makes problem documents of what Helidon answers by itself, such as broken HTTP. */
final class ProblemHandler implements DirectHandler {

    static DirectHandlers handlers() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, new ProblemHandler());
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType eventType,
            Status defaultStatus,
            ServerResponseHeaders responseHeaders,
            String message) {
        // Without a path it was the first line that could not be read: no fault of the service.
        ProblemType type =
                eventType == EventType.INTERNAL_ERROR && request.path().isEmpty()
                        ? ProblemType.BAD_REQUEST
                        : ProblemType.of(defaultStatus);
        boolean telling = type == ProblemType.BAD_REQUEST && message != null && !message.isBlank();
        Problem problem = Problem.of(type, telling ? message : type.title());
        return TransportResponse.builder()
                .status(type.status())
                .headers(responseHeaders)
                .header(HeaderNames.CONTENT_TYPE, AnswerSender.PROBLEM_JSON)
                .keepAlive(eventType.keepAlive())
                .entity(ProblemWriter.write(problem, request.path()).toBytes())
                .build();
    }
}
