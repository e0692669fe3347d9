// SPDX-License-Identifier: Apache-2.0
package dev.headgate.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Posts real events until stopped, a few connections at a time, and keeps the data of every event
 * that was acknowledged. An answer that leaves the outcome open (no answer, 503, 504) is repeated
 * with the same id until it is settled.
 */
final class LoadSender {

    private static final int CONNECTIONS = 8;
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration BEFORE_REPEAT = Duration.ofMillis(200);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final URI events;
    private final List<JsonNode> examples;
    private final Map<String, JsonNode> acknowledged = new ConcurrentHashMap<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final AtomicInteger repeated = new AtomicInteger();
    private final AtomicLong sequence = new AtomicLong();
    private final List<Thread> senders = new ArrayList<>();
    private volatile boolean sending = true;

    LoadSender(int port, Path examplesFile) throws IOException {
        events = URI.create("http://127.0.0.1:" + port + "/v1/events");
        var read = new ArrayList<JsonNode>();
        for (String line : Files.readAllLines(examplesFile)) {
            read.add(json.readTree(line));
        }
        examples = List.copyOf(read);
    }

    void start() {
        for (int i = 0; i < CONNECTIONS; i++) {
            senders.add(Thread.ofVirtual().start(this::sendUntilStopped));
        }
    }

    /** Sends no new event, and returns when every one sent before is settled. */
    void stop() throws InterruptedException {
        sending = false;
        for (Thread sender : senders) {
            sender.join();
        }
    }

    /** Data of the acknowledged events by their ids. */
    Map<String, JsonNode> acknowledged() {
        return acknowledged;
    }

    /** Answers that no repeat can settle; none are expected. */
    Queue<String> refused() {
        return refused;
    }

    /** Number of requests that were repeated because their outcome was open. */
    int repeated() {
        return repeated.get();
    }

    private void sendUntilStopped() {
        while (sending) {
            long number = sequence.getAndIncrement();
            JsonNode example = examples.get((int) (number % examples.size()));
            String id = "e2e-" + number;
            ObjectNode event = json.createObjectNode().put("id", id);
            event.set("type", example.get("type"));
            event.set("key", example.get("user_id"));
            event.set("data", example.get("payload"));
            settle(id, event);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void settle(String id, ObjectNode event) {
        Instant deadline = Instant.now().plus(SETTLED_WITHIN);
        while (Instant.now().isBefore(deadline)) {
            int status = post(event);
            if (status == 202) {
                acknowledged.put(id, event.get("data"));
                return;
            }
            if (status >= 400 && status < 500 && status != 429 && status != 408) {
                refused.add(id + " was answered " + status);
                return;
            }
            repeated.incrementAndGet();
            LockSupport.parkNanos(BEFORE_REPEAT.toNanos());
        }
        refused.add(id + " was not settled within " + SETTLED_WITHIN);
    }

    private int post(ObjectNode event) {
        HttpRequest request =
                HttpRequest.newBuilder(events)
                        .timeout(Duration.ofSeconds(15))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(event.toString()))
                        .build();
        try {
            HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
            return answer.statusCode();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
