// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that send numbered events of their keys, each after the last is acknowledged, to one
 * ingest instance after the other; an event that is refused for the moment is sent again.
 */
public final class KeyedLoad implements AutoCloseable {

    private static final int KEYS_OF_CLIENT = 3;
    private static final int ACCEPTED = 202;
    private static final int UNAVAILABLE = 503;

    private final HttpClient http = HttpClient.newHttpClient();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Integer> sent = new ConcurrentHashMap<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicLong longestNanos = new AtomicLong();
    private final List<Throwable> faults = new ArrayList<>();

    public KeyedLoad(List<URI> ingest, int clients, Duration pause) {
        for (int client = 0; client < clients; client++) {
            int number = client;
            threads.add(Thread.ofVirtual().start(() -> run(number, ingest, pause)));
        }
    }

    private void run(int client, List<URI> ingest, Duration pause) {
        try {
            int request = client;
            for (int n = 0; ; n++) {
                for (int k = 0; k < KEYS_OF_CLIENT; k++) {
                    if (end.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                    String key = "c" + client + "-k" + k;
                    long began = System.nanoTime();
                    while (!taken(ingest.get(request++ % ingest.size()), key, n)) {
                        refused.incrementAndGet();
                    }
                    longestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
                    sent.put(key, n + 1);
                    accepted.incrementAndGet();
                }
            }
        } catch (IOException | AssertionError e) {
            synchronized (faults) {
                faults.add(e);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean taken(URI service, String key, int n) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(service.resolve("/v1/events"))
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"id\":\"%1$s-%2$d\",\"type\":\"t\",\"key\":\"%1$s\",\"data\":{\"n\":%2$d}}"
                                                .formatted(key, n)))
                        .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == UNAVAILABLE) {
            assertThat(answer.body()).contains("topic-growing");
            return false;
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(ACCEPTED);
        return true;
    }

    public void awaitAccepted(long more) {
        long target = accepted.get() + more;
        await().atMost(Duration.ofMinutes(2)).until(() -> accepted.get() >= target);
    }

    public long accepted() {
        return accepted.get();
    }

    /** Answers that said to come again. */
    int refused() {
        return refused.get();
    }

    /** Longest time from an event's first request to its acknowledgement. */
    Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    /** How many events of each key were acknowledged; ends the sending. */
    public Map<String, Integer> finish() throws InterruptedException {
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        synchronized (faults) {
            assertThat(faults).isEmpty();
        }
        return Map.copyOf(sent);
    }

    @Override
    public void close() {
        end.countDown();
        http.shutdownNow();
    }
}
