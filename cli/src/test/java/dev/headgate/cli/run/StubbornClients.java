// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients at work side by side, each sending one event after the other without a pause, and each
 * event again with its id until it is accepted.
 */
final class StubbornClients implements AutoCloseable {

    private static final int CLIENTS = 8;
    private static final int EVENTS_MAX = 1_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration REPEAT = Duration.ofMillis(100);

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unknown = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> clients = new ArrayList<>();
    private final EventClient http;
    private volatile boolean finishing;

    StubbornClients(int port) {
        http = new EventClient(port);
        for (int client = 0; client < CLIENTS; client++) {
            int number = client;
            clients.add(threads.submit(() -> sendAll("client-%d-".formatted(number))));
        }
    }

    private void sendAll(String prefix) {
        for (int n = 0; n < EVENTS_MAX && !finishing; n++) {
            String id = prefix + n;
            if (!isAccepted(id)) {
                await().atMost(PATIENCE).pollInterval(REPEAT).until(() -> isAccepted(id));
            }
            accepted.add(id);
        }
    }

    private boolean isAccepted(String id) {
        try {
            return http.post(id) == 202;
        } catch (ConnectException _) {
            return false;
        } catch (IOException _) {
            unknown.incrementAndGet();
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ids of all events that were answered 202, each once. */
    Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    /** Waits until so many more events are accepted. */
    void awaitMore(int events) {
        int wanted = accepted.size() + events;
        await().atMost(PATIENCE).until(() -> accepted.size() >= wanted);
    }

    /** Requests that ended without an answer: nobody could say whether the event was stored. */
    int unknownAnswers() {
        return unknown.get();
    }

    /** Begins no new event, and returns when each that was begun is accepted. */
    void finish() throws InterruptedException, ExecutionException, TimeoutException {
        finishing = true;
        for (Future<?> client : clients) {
            client.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        finishing = true;
        threads.shutdownNow();
        http.close();
    }
}
