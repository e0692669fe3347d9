// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Sends events over HTTP, one request each. */
public final class EventClient implements AutoCloseable {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI target;

    /** For the run that has this port for events. */
    public EventClient(int port) {
        this.target = URI.create("http://127.0.0.1:" + port + "/v1/events");
    }

    /**
     * Sends one event, whose data depends on its id alone, and returns the status.
     *
     * @throws IOException if there is no answer: nobody knows whether it was stored
     */
    public int post(String id) throws IOException, InterruptedException {
        return postBody(
                """
                {"id": "%1$s", "type": "order.created", "key": "key of %1$s", "data": {"of": "%1$s"}}
                """
                        .formatted(id));
    }

    /**
     * Sends a body that may be anything, and returns the status.
     *
     * @throws IOException if there is no answer
     */
    int postBody(String body) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(target)
                        .timeout(ANSWER_MAX)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    /** Breaks what is still under way. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
