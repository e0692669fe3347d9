// SPDX-License-Identifier: Apache-2.0
package dev.headgate.sight;

import dev.headgate.contract.telemetry.ConsumerTelemetry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Asks consumers what they do, many at a time. Ends in a limited time, whatever they do; who does
 * not answer as it should has not answered.
 *
 * <p>For any number of threads.
 */
public final class TelemetryClient implements AutoCloseable {

    private static final int OK = 200;
    private static final int CALLS_MAX = 32;

    /** Longest wait for all of them, in longest waits for one. */
    private static final int ROUNDS_MAX = 2;

    /** A document has at most {@link ConsumerTelemetry#PARTITIONS_MAX} partitions. */
    private static final int BYTES_MAX = 4 << 20;

    private static final Duration CONNECT_MAX = Duration.ofSeconds(1);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_MAX)
                    .build();
    private final Semaphore slots = new Semaphore(CALLS_MAX);
    private final Duration answerMax;

    /** Asks with so long for each answer. */
    public TelemetryClient(Duration answerMax) {
        this.answerMax = answerMax;
    }

    /**
     * What those said that answered, by where they were asked.
     *
     * @param management the consumers' management ports
     */
    public Map<URI, ConsumerTelemetry> ask(Collection<URI> management) {
        List<URI> asked = List.copyOf(management);
        List<Callable<Optional<ConsumerTelemetry>>> calls = new ArrayList<>();
        for (URI each : asked) {
            HttpRequest request =
                    HttpRequest.newBuilder(each.resolve(ConsumerTelemetry.PATH))
                            .timeout(answerMax)
                            .build();
            calls.add(() -> call(request));
        }
        var told = new HashMap<URI, ConsumerTelemetry>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<ConsumerTelemetry>>> answers =
                    threads.invokeAll(
                            calls, ROUNDS_MAX * answerMax.toMillis(), TimeUnit.MILLISECONDS);
            for (int i = 0; i < asked.size(); i++) {
                URI each = asked.get(i);
                if (!answers.get(i).isCancelled()) {
                    answers.get(i).get().ifPresent(it -> told.put(each, it));
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking a consumer has a fault", e);
        }
        return told;
    }

    private Optional<ConsumerTelemetry> call(HttpRequest request) throws InterruptedException {
        slots.acquire();
        try {
            HttpResponse<byte[]> answer =
                    http.send(
                            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BYTES_MAX));
            return answer.statusCode() == OK
                    ? ConsumerTelemetry.fromJson(answer.body())
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        } finally {
            slots.release();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
