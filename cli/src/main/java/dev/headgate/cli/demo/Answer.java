// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What one request to the ingest service came to. */
sealed interface Answer {

    /** Kafka holds the event. */
    record Accepted() implements Answer {}

    /** The event will never be taken; the reason is the problem's title. */
    record Refused(String reason) implements Answer {}

    /** Certainly not stored, or not even sent; worth repeating. */
    record NotStored() implements Answer {}

    /** Nobody can say whether it was stored; safe to repeat with the same id. */
    record Unknown() implements Answer {}

    /** Longest wait for one answer: more than the service's own deadline. */
    Duration TIMEOUT = Duration.ofSeconds(10);

    ObjectMapper JSON = new ObjectMapper();

    /** Sends one event and waits for its answer. */
    static Answer to(HttpClient client, URI target, byte[] body) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(target)
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        try {
            var response = client.send(request, BodyHandlers.ofByteArray());
            int status = response.statusCode();
            if (status == 202) {
                return new Accepted();
            }
            if (status == 503 || status == 429) {
                return new NotStored();
            }
            if (status >= 500) {
                return new Unknown();
            }
            JsonNode problem = JSON.readTree(response.body());
            return new Refused(status + " " + problem.path("title").asText("without a title"));
        } catch (ConnectException _) {
            // Nobody listens: the request was never sent.
            return new NotStored();
        } catch (IOException _) {
            // The connection broke: before or after the event was stored, nobody knows.
            return new Unknown();
        }
    }
}
