// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.cli.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Speaks with the dead letters' API; whatever goes wrong is a sentence for the user. */
final class LetterClient implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int SERVER_ERROR = 500;
    private static final int ERROR = 400;

    private final URI base;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();
    private final JsonMapper json = new JsonMapper();

    LetterClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** An empty object, to be filled and sent. */
    ObjectNode object() {
        return json.createObjectNode();
    }

    JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    JsonNode delete(String path) {
        return send(request(path).DELETE().build());
    }

    JsonNode post(String path, JsonNode body) {
        return send(request(path).POST(BodyPublishers.ofString(body.toString())).build());
    }

    JsonNode put(String path, JsonNode body) {
        return send(request(path).PUT(BodyPublishers.ofString(body.toString())).build());
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(base.resolve("dead-letters" + path))
                    .timeout(ANSWER)
                    .header("Authorization", "Bearer " + token)
                    .header("X-Headgate-Actor", actor())
                    .header("Content-Type", "application/json");
        } catch (IllegalArgumentException e) {
            throw CommandFailure.invalid("The token has characters that no header takes.");
        }
    }

    /** Who is at work, for the audit: letters and digits of the account's name. */
    private static String actor() {
        return System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._@-]", "");
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() < ERROR) {
                return json.readTree(answer.body());
            }
            throw failure(answer);
        } catch (JsonProcessingException e) {
            throw CommandFailure.invalid("At %s answers something else.".formatted(base));
        } catch (IOException e) {
            throw CommandFailure.unreachable("Nobody answers at %s.".formatted(base));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.notDone("Interrupted.");
        }
    }

    private CommandFailure failure(HttpResponse<String> answer) {
        String detail = "";
        try {
            detail = json.readTree(answer.body()).path("detail").asText();
        } catch (JsonProcessingException _) {
            // Said below.
        }
        String sentence =
                detail.isEmpty()
                        ? "%s answers %d: is that a consumer's management port?"
                                .formatted(base, answer.statusCode())
                        : "Refused (%d): %s.".formatted(answer.statusCode(), detail);
        return answer.statusCode() < SERVER_ERROR
                ? CommandFailure.invalid(sentence)
                : CommandFailure.notDone(sentence);
    }

    @Override
    public void close() {
        http.close();
    }
}
