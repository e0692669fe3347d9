// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends events at a fixed pace, whatever the answers: an outage makes requests wait and repeat, not
 * the clock. Each event is repeated with its id until its outcome is known, at most {@link
 * #PATIENCE}; some accepted ones are sent once more on purpose.
 */
final class PacedSender implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long PAUSE_MILLIS_MIN = 250;
    private static final long PAUSE_MILLIS_MAX = 4_000;
    private static final int IN_FLIGHT_MAX = 16_384;
    private static final int CONNECTIONS_MAX = 64;

    /** One in so many accepted events is sent again, as a client does that missed the answer. */
    private static final int REPEAT_EVERY = 50;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT_MAX);
    private final Semaphore connections = new Semaphore(CONNECTIONS_MAX);
    private final URI target;
    private final List<RealEvent> reals;
    private final Ledger ledger;

    PacedSender(URI target, List<RealEvent> reals, Ledger ledger) {
        this.target = target;
        this.reals = reals;
        this.ledger = ledger;
    }

    /** Sends so many events at so many a second; returns when the last one has been started. */
    void send(int events, int perSecond) throws InterruptedException {
        long start = System.nanoTime();
        int invalidEvery = Math.max(1, events / InvalidRequest.ALL.size());
        for (int n = 0; n < events; n++) {
            long due = start + TimeUnit.SECONDS.toNanos(1) * n / perSecond;
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            inFlight.acquire();
            ledger.started();
            DemoEvent event = DemoEvent.nth(n, reals.size());
            requests.execute(() -> untilSettled(event, due));
            int invalid = n / invalidEvery;
            if (n % invalidEvery == invalidEvery / 2 && invalid < InvalidRequest.ALL.size()) {
                inFlight.acquire();
                ledger.started();
                requests.execute(() -> sendInvalid(InvalidRequest.ALL.get(invalid)));
            }
        }
    }

    /** Waits until every event's outcome is known or given up. */
    void awaitSettled() throws InterruptedException {
        requests.shutdown();
        if (!requests.awaitTermination(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS)) {
            throw new IllegalStateException("requests are still under way after all deadlines");
        }
    }

    private void untilSettled(DemoEvent event, long due) {
        try {
            byte[] body = reals.get(event.real()).body(event.id());
            for (int attempt = 0; System.nanoTime() - due < PATIENCE.toNanos(); attempt++) {
                switch (request(body)) {
                    case Answer.Accepted _ -> {
                        ledger.accepted(event, System.nanoTime() - due);
                        repeatSome(body);
                        return;
                    }
                    case Answer.Refused _ -> {
                        return;
                    }
                    case Answer.NotStored _, Answer.Unknown _ -> pause(attempt);
                }
            }
            ledger.unresolved(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ledger.unresolved(event);
        } finally {
            inFlight.release();
        }
    }

    private void repeatSome(byte[] body) throws InterruptedException {
        if (ThreadLocalRandom.current().nextInt(REPEAT_EVERY) == 0) {
            ledger.repeated();
            request(body);
        }
    }

    private void sendInvalid(InvalidRequest invalid) {
        try {
            long due = System.nanoTime();
            for (int attempt = 0; System.nanoTime() - due < PATIENCE.toNanos(); attempt++) {
                switch (request(invalid.bytes())) {
                    case Answer.Accepted _, Answer.Refused _ -> {
                        return;
                    }
                    case Answer.NotStored _, Answer.Unknown _ -> pause(attempt);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            inFlight.release();
        }
    }

    private Answer request(byte[] body) throws InterruptedException {
        connections.acquire();
        try {
            long sent = System.nanoTime();
            Answer answer = Answer.to(client, target, body);
            ledger.answered(answer, System.nanoTime() - sent);
            return answer;
        } finally {
            connections.release();
        }
    }

    /** Longer each time, and for each event differently: a returning service is not run over. */
    private static void pause(int attempt) throws InterruptedException {
        long longest = Math.min(PAUSE_MILLIS_MAX, PAUSE_MILLIS_MIN << Math.min(attempt, 4));
        Thread.sleep(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2));
    }

    @Override
    public void close() {
        requests.shutdownNow();
        client.shutdownNow();
    }
}
