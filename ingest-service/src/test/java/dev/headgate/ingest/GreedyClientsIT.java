// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.EmbeddedKafka;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that take all connections, or send a gigabyte, to a service that is a process with a
 * small heap: others are served, and its memory does not grow.
 */
class GreedyClientsIT {

    private static final int CONNECTIONS_MAX = 10_000;
    private static final int IDLE = 9_900;
    private static final int AT_ONCE = 300;
    private static final long BYTES_PER_CONNECTION_MAX = 65_536;
    private static final long GIGABYTE = 1L << 30;
    private static final int SENDERS = 32;
    private static final String POST =
            "POST /v1/events HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n";
    private static final byte[] GOOD =
            RawHttp.post("/v1/events", "{\"type\":\"t\",\"data\":{\"a\":1}}");

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() throws InterruptedException, ExecutionException {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        IngestFixture.createTopics(kafka.bootstrapServers(), 1, "orders");
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static IngestProcess service(String heap, String... more) throws Exception {
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), "orders");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        IngestProcess service =
                IngestProcess.start(folder, settings, heap, "-XX:+UseSerialGC", "-Xlog:disable");
        await().atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .untilAsserted(() -> assertServes(service));
        return service;
    }

    @Test
    void servesOthersBesideTenThousandIdleConnections() throws Exception {
        List<RawHttp> idle = new ArrayList<>(CONNECTIONS_MAX);
        try (IngestProcess service =
                service("-Xmx512m", "ingest.connections.idle-timeout", "PT30M")) {
            long before = service.liveBytes();
            while (idle.size() < IDLE) {
                open(service, idle);
            }
            long each = (service.liveBytes() - before) / IDLE;
            System.out.printf("%d idle connections: %d bytes of heap each%n", IDLE, each);

            for (int i = 0; i < 20; i++) {
                assertServes(service);
            }
            assertThat(each).isLessThan(BYTES_PER_CONNECTION_MAX);

            while (idle.size() < CONNECTIONS_MAX) {
                var connection = new RawHttp(service.port());
                idle.add(connection);
                assertThat(connection.exchange(GOOD).status()).isEqualTo(202);
            }
            try (var next = new RawHttp(service.port())) {
                next.send(GOOD);
                next.patience(Duration.ofMillis(500));
                assertThatThrownBy(next::answer).isInstanceOf(SocketTimeoutException.class);
                next.patience(Duration.ofSeconds(90));

                idle.removeLast().close();

                assertThat(next.answer().status()).isEqualTo(202);
            }
        } finally {
            for (RawHttp connection : idle) {
                connection.abort();
            }
        }
    }

    /** Each has been used, as those are that a pool keeps. */
    private static void open(IngestProcess service, List<RawHttp> idle) throws IOException {
        List<RawHttp> next = new ArrayList<>(AT_ONCE);
        for (int i = 0; i < AT_ONCE; i++) {
            var connection = new RawHttp(service.port());
            next.add(connection);
            idle.add(connection);
            connection.send(GOOD);
        }
        for (RawHttp connection : next) {
            assertThat(connection.answer().status()).isEqualTo(202);
        }
    }

    @Test
    void staysSmallWhateverIsSent() throws Exception {
        try (IngestProcess service =
                service(
                        "-Xmx96m",
                        "ingest.limits.in-flight-bytes-max",
                        "16777216",
                        "ingest.connections.receive-timeout",
                        "PT2S")) {
            long before = service.liveBytes();
            var going = new AtomicBoolean(true);
            Queue<String> others = new ConcurrentLinkedQueue<>();
            Thread other = Thread.ofVirtual().start(() -> load(service, going, others));

            assertThat(status(service, "Content-Length: " + GIGABYTE + "\r\n\r\n")).isEqualTo(413);
            assertThat(status(service, "Transfer-Encoding: chunked\r\n\r\n40000000\r\n"))
                    .isEqualTo(413);
            byte[] chunk =
                    RawHttp.message(
                            "10000\r\n", (" ".repeat(65_536) + "\r\n").getBytes(ISO_8859_1));
            assertThat(flooded(service, chunk)).isEqualTo(413);
            assertThat(flooded(service, "0".repeat(65_536).getBytes(ISO_8859_1))).isEqualTo(400);
            assertThat(flooded(service, ("1;" + "a".repeat(65_534)).getBytes(ISO_8859_1)))
                    .isEqualTo(400);
            going.set(false);
            other.join();

            assertThat(others).isNotEmpty().containsOnly("202");
            assertThat(unfinished(service)).contains(503).isSubsetOf(408, 503);
            await().atMost(Duration.ofSeconds(90))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertServes(service));
            assertThat(service.liveBytes() - before).isLessThan(16 << 20);
        }
    }

    private static int status(IngestProcess service, String rest) throws IOException {
        try (var connection = new RawHttp(service.port())) {
            connection.send((POST + rest).getBytes(ISO_8859_1));
            return connection.answer().status();
        }
    }

    /** A chunked body of these bytes again and again, up to a gigabyte. */
    private static int flooded(IngestProcess service, byte[] bytes) throws IOException {
        try (var connection = new RawHttp(service.port())) {
            connection.send((POST + "Transfer-Encoding: chunked\r\n\r\n").getBytes(ISO_8859_1));
            Thread sender =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    for (long sent = 0; sent < GIGABYTE; sent += bytes.length) {
                                        connection.send(bytes);
                                    }
                                } catch (IOException _) {
                                    // As it should be: the service has had enough.
                                }
                            });
            int status = connection.answer().status();
            connection.abort();
            sender.join();
            return status;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Many chunks of 4 MiB, of each of which the last byte does not come. */
    private static List<Integer> unfinished(IngestProcess service) throws IOException {
        byte[] most = new byte[(4 << 20) - 1];
        List<RawHttp> senders = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        try {
            for (int i = 0; i < SENDERS; i++) {
                var connection = new RawHttp(service.port());
                senders.add(connection);
                threads.add(Thread.ofVirtual().start(() -> sendMost(connection, most)));
            }
            List<Integer> statuses = new ArrayList<>();
            for (RawHttp connection : senders) {
                statuses.add(connection.answer().status());
            }
            return statuses;
        } finally {
            for (RawHttp connection : senders) {
                connection.abort();
            }
            for (Thread thread : threads) {
                try {
                    thread.join();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private static void sendMost(RawHttp connection, byte[] most) {
        try {
            connection.send(
                    RawHttp.message(POST + "Transfer-Encoding: chunked\r\n\r\n400000\r\n", most));
        } catch (IOException _) {
            // Refused before all of it was sent.
        }
    }

    private static void load(IngestProcess service, AtomicBoolean going, Queue<String> answers) {
        try (var connection = new RawHttp(service.port())) {
            while (going.get()) {
                answers.add(Integer.toString(connection.exchange(GOOD).status()));
            }
        } catch (IOException e) {
            answers.add(e.toString());
        }
    }

    private static void assertServes(IngestProcess service) throws IOException {
        try (var connection = new RawHttp(service.port())) {
            assertThat(connection.exchange(GOOD).status()).isEqualTo(202);
        }
    }
}
