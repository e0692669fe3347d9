// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SIGTERM while clients post without a pause: no request that was written goes without its answer,
 * no connection is reset, and what was acknowledged is there. {@code make drain} does it 20 times.
 */
class SigtermIT {

    private static final int CLIENTS = 24;
    private static final int IDLE_CLIENTS = 8;
    private static final int ANSWERS_BEFORE = 2_000;
    private static final Duration REMOVAL_DELAY = Duration.ofSeconds(2);

    @TempDir static Path folder;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    static IntStream rounds() {
        return IntStream.rangeClosed(1, Integer.getInteger("headgate.drain.rounds", 3));
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void endsInGoodOrderUnderLoad(int round) throws Exception {
        String topic = "orders-" + round;
        IngestFixture.createTopics(kafka.bootstrapServers(), 4, topic);
        Map<String, String> settings = IngestFixture.settings(kafka.bootstrapServers(), topic);
        settings.put("ingest.drain.endpoint-removal-delay", REMOVAL_DELAY.toString());
        settings.put("ingest.connections.receive-timeout", "PT1M");
        List<RawHttp> idle = new ArrayList<>();
        try (IngestProcess service = IngestProcess.start(folder, settings, "-Xmx256m")) {
            awaiting().until(() -> ready(service));
            BalancedClients clients = BalancedClients.start(service.port(), CLIENTS);
            List<CompletableFuture<Long>> idleEnds = new ArrayList<>();
            for (int i = 0; i < IDLE_CLIENTS; i++) {
                var connection = new RawHttp(service.port());
                idle.add(connection);
                assertThat(connection.exchange(event("idle-" + i)).status()).isEqualTo(202);
                idleEnds.add(
                        CompletableFuture.supplyAsync(
                                () -> cleanEnd(connection), Thread::startVirtualThread));
            }
            awaiting().until(() -> clients.answered() > ANSWERS_BEFORE);

            long began = System.nanoTime();
            service.terminate();
            awaiting().until(() -> !ready(service));
            try (var slow = new RawHttp(service.port())) {
                byte[] late = event("late");
                slow.send(Arrays.copyOf(late, late.length - 10));
                clients.takeOut();
                awaiting().until(() -> refuses(service.port()));
                slow.send(Arrays.copyOfRange(late, late.length - 10, late.length));

                RawHttp.Answer last = slow.answer();

                assertThat(last.status()).as(last.body()).isEqualTo(202);
                assertThat(last.closes()).isTrue();
                assertThat(slow.endsCleanly()).isTrue();
            }
            clients.join();
            assertThat(service.awaitEnd()).as(service.output()).isZero();

            assertThat(clients.failures()).isEmpty();
            assertThat(clients.toldToClose()).isGreaterThanOrEqualTo(CLIENTS);
            for (CompletableFuture<Long> end : idleEnds) {
                assertThat(end.join() - began).isGreaterThanOrEqualTo(REMOVAL_DELAY.toNanos());
            }
            assertThat(service.output()).contains("drained in ", " 0 cut; ");
            List<String> stored = StoredRecords.ids(kafka.bootstrapServers(), topic);
            assertThat(new HashSet<>(stored)).hasSameSizeAs(stored);
            assertThat(new HashSet<>(stored)).containsAll(clients.acknowledged()).contains("late");
        } finally {
            for (RawHttp connection : idle) {
                connection.close();
            }
        }
    }

    /** When the connection ended, in good order. */
    private static long cleanEnd(RawHttp connection) {
        try {
            assertThat(connection.endsCleanly()).isTrue();
            return System.nanoTime();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] event(String id) {
        return RawHttp.post("/v1/events", BalancedClients.event(id));
    }

    private static boolean ready(IngestProcess service) {
        byte[] question =
                "GET /observe/health/ready HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"
                        .getBytes(UTF_8);
        try (var connection = new RawHttp(service.managementPort())) {
            return connection.exchange(question).status() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean refuses(int port) throws IOException {
        try (var _ = new RawHttp(port)) {
            return false;
        } catch (ConnectException _) {
            return true;
        }
    }

    private static ConditionFactory awaiting() {
        return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(20));
    }
}
