// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import dev.headgate.contract.growth.GateOrder;
import dev.headgate.contract.growth.GateReport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Talks to the growth gates of ingest instances, with many at a time. Ends in a limited time,
 * whatever they do; who does not answer as it should has not answered.
 */
final class GateClient implements AutoCloseable {

    private static final int OK = 200;

    /**
     * Each call takes a moment; with more at a time, many pods would be asked at the same instant.
     */
    private static final int CALLS_MAX = 16;

    private static final Duration CONNECT_MAX = Duration.ofSeconds(1);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_MAX)
                    .build();
    private final Duration answerMax;

    /** Asks with so long for each answer. */
    GateClient(Duration answerMax) {
        this.answerMax = answerMax;
    }

    /** Closes the topic's gate at all, and answers what those said that answered. */
    List<GateReport> close(List<IngestReplica> replicas, String topic, GateOrder order) {
        return all(replicas, topic, "PUT", BodyPublishers.ofByteArray(order.toJson()));
    }

    /** Opens the topic's gate at all that can be reached. */
    void open(List<IngestReplica> replicas, String topic) {
        all(replicas, topic, "DELETE", BodyPublishers.noBody());
    }

    private List<GateReport> all(
            List<IngestReplica> replicas, String topic, String method, BodyPublisher body) {
        var slots = new Semaphore(CALLS_MAX);
        List<Callable<Optional<GateReport>>> calls = new ArrayList<>();
        for (IngestReplica replica : replicas) {
            URI management = replica.management();
            if (management != null) {
                HttpRequest request =
                        HttpRequest.newBuilder(management.resolve(GateOrder.PATH + topic))
                                .timeout(answerMax)
                                .header("Content-Type", "application/json")
                                .method(method, body)
                                .build();
                calls.add(() -> call(request, slots));
            }
        }
        List<GateReport> reports = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Optional<GateReport>> answer : threads.invokeAll(calls)) {
                answer.get().ifPresent(reports::add);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking an ingest pod has a fault", e);
        }
        return reports;
    }

    private Optional<GateReport> call(HttpRequest request, Semaphore slots)
            throws InterruptedException {
        slots.acquire();
        try {
            HttpResponse<byte[]> answer =
                    http.send(
                            request,
                            BodyHandlers.limiting(BodyHandlers.ofByteArray(), GateOrder.BYTES_MAX));
            return answer.statusCode() == OK
                    ? GateReport.fromJson(answer.body())
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
