// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Clients behind a load balancer. Each posts without a pause on a connection that it keeps, every
 * third batches, and opens another when it is told to close, until the balancer has taken the
 * service out.
 */
final class BalancedClients {

    private static final int BATCH = 20;

    private final int port;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger toldToClose = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private volatile boolean takenOut;

    private BalancedClients(int port) {
        this.port = port;
    }

    static BalancedClients start(int port, int clients) {
        var all = new BalancedClients(port);
        for (int i = 0; i < clients; i++) {
            int client = i;
            all.threads.add(Thread.ofVirtual().start(() -> all.run(client)));
        }
        return all;
    }

    /** From now on no connection is opened; those that are open go on. */
    void takeOut() {
        takenOut = true;
    }

    /** Waits until all have been told to close. */
    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    int answered() {
        return answered.get();
    }

    /** Connections that ended by an answer that said so, and then with nothing but their end. */
    int toldToClose() {
        return toldToClose.get();
    }

    /** Requests that were written and not answered with 202, and connections that were reset. */
    Queue<String> failures() {
        return failures;
    }

    /** Ids of events that were answered with 202. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    private void run(int client) {
        try {
            for (int connection = 0; !takenOut; connection++) {
                keep(client, connection);
            }
        } catch (ConnectException e) {
            if (!takenOut) {
                failures.add("refused before it was taken out: " + e.getMessage());
            }
        } catch (IOException e) {
            failures.add("client %d: %s".formatted(client, e));
        }
    }

    private void keep(int client, int number) throws IOException {
        try (var connection = new RawHttp(port)) {
            for (int request = 0; ; request++) {
                String name = client + "-" + number + "-" + request;
                RawHttp.Answer answer;
                List<String> ids;
                if (client % 3 == 0) {
                    ids = IntStream.range(0, BATCH).mapToObj(i -> name + "-" + i).toList();
                    answer = connection.exchange(RawHttp.post("/v1/events", batch(ids)));
                } else {
                    ids = List.of(name);
                    answer = connection.exchange(RawHttp.post("/v1/events", event(name)));
                }
                answered.incrementAndGet();
                if (answer.status() != 202) {
                    failures.add(answer.toString());
                    return;
                }
                acknowledged.addAll(ids);
                if (answer.closes()) {
                    if (!connection.endsCleanly()) {
                        failures.add("not closed in good order after " + name);
                    }
                    toldToClose.incrementAndGet();
                    return;
                }
            }
        }
    }

    private static String batch(List<String> ids) {
        return ids.stream().map(BalancedClients::event).collect(Collectors.joining(",", "[", "]"));
    }

    static String event(String id) {
        return "{\"id\":\"%s\",\"type\":\"t\",\"key\":\"%s\",\"data\":{\"a\":1}}".formatted(id, id);
    }
}
