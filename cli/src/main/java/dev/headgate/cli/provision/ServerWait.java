// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.provision;

import dev.headgate.cli.CommandFailure;
import dev.headgate.contract.settings.Connections;
import java.io.PrintWriter;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Waiting for servers to come up: bounded, and visible while it lasts. */
final class ServerWait {

    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration SAY_EVERY = Duration.ofSeconds(5);
    private static final int PROBE_MILLIS = 5_000;

    private final PrintWriter out;
    private final Instant deadline;

    /** A look at a server. */
    private interface Probe {
        /** What is wrong; empty if the server is there. */
        Optional<String> trouble() throws InterruptedException;
    }

    ServerWait(PrintWriter out, Duration limit) {
        this.out = out;
        this.deadline = Instant.now().plus(limit);
    }

    void forKafka(String bootstrapServers) {
        until("Kafka at " + bootstrapServers, () -> kafkaTrouble(bootstrapServers));
    }

    void forDatabase(Connections connections) {
        until("PostgreSQL at " + connections.databaseUrl(), () -> databaseTrouble(connections));
    }

    private void until(String server, Probe probe) {
        Instant sayNext = Instant.MIN;
        try {
            Optional<String> trouble = probe.trouble();
            while (trouble.isPresent()) {
                if (Instant.now().isAfter(deadline)) {
                    throw CommandFailure.notDone(
                            "%s did not come up: %s".formatted(server, trouble.get()));
                }
                if (Instant.now().isAfter(sayNext)) {
                    out.println("waiting for " + server + " (" + trouble.get() + ")");
                    out.flush();
                    sayNext = Instant.now().plus(SAY_EVERY);
                }
                Thread.sleep(RETRY);
                trouble = probe.trouble();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.notDone("Interrupted.");
        }
    }

    private static Optional<String> kafkaTrouble(String servers) throws InterruptedException {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "request.timeout.ms",
                        PROBE_MILLIS,
                        "default.api.timeout.ms",
                        PROBE_MILLIS);
        try (Admin admin = Admin.create(settings)) {
            return admin.describeCluster().nodes().get().isEmpty()
                    ? Optional.of("no broker is there yet")
                    : Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of("it does not answer");
        } catch (org.apache.kafka.common.KafkaException e) {
            // Names may not resolve before their container is there.
            return Optional.of(
                    String.valueOf(
                            e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        }
    }

    private static Optional<String> databaseTrouble(Connections connections) {
        try {
            DriverManager.setLoginTimeout(PROBE_MILLIS / 1_000);
            DriverManager.getConnection(
                            connections.databaseUrl(),
                            connections.databaseUsername(),
                            connections.databasePassword())
                    .close();
            return Optional.empty();
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (state.startsWith("28") || state.startsWith("3D")) {
                throw CommandFailure.notDone(
                        "PostgreSQL at %s says: %s"
                                .formatted(connections.databaseUrl(), e.getMessage()));
            }
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
