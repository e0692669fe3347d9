// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import dev.headgate.cli.CommandFailure;
import dev.headgate.contract.settings.Connections;
import dev.headgate.embedded.EmbeddedKafka;
import dev.headgate.embedded.EmbeddedPostgres;
import dev.headgate.embedded.FreePorts;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Kafka and PostgreSQL of a run: each embedded in this process on the folder's data, unless the
 * user has one elsewhere.
 */
public final class Servers implements AutoCloseable {

    private final Connections connections;
    private final @Nullable EmbeddedKafka kafka;
    private final @Nullable EmbeddedPostgres postgres;

    private Servers(
            Connections connections,
            @Nullable EmbeddedKafka kafka,
            @Nullable EmbeddedPostgres postgres) {
        this.connections = connections;
        this.kafka = kafka;
        this.postgres = postgres;
    }

    /**
     * Starts, side by side, the servers that the user has not given; on the ports of the last run
     * if these are free.
     *
     * @param given what the user gave; an empty address means embedded
     */
    public static Servers start(DataFolder folder, Connections given) {
        Optional<Connections> last = folder.addresses().map(Addresses::connections);
        int kafkaPort = last.map(Connections::kafkaBootstrapServers).map(Servers::port).orElse(0);
        int databasePort = last.map(Connections::databaseUrl).map(Servers::port).orElse(0);
        var kafka =
                CompletableFuture.supplyAsync(
                        () ->
                                given.kafkaBootstrapServers().isEmpty()
                                        ? EmbeddedKafka.start(folder.kafka(), kafkaPort)
                                        : null,
                        Servers::run);
        var postgres =
                CompletableFuture.supplyAsync(
                        () ->
                                given.databaseUrl().isEmpty()
                                        ? EmbeddedPostgres.start(folder.postgres(), databasePort)
                                        : null,
                        Servers::run);
        try {
            return new Servers(
                    connections(given, kafka.join(), postgres.join()),
                    kafka.join(),
                    postgres.join());
        } catch (CompletionException e) {
            closeStarted(kafka);
            closeStarted(postgres);
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static void run(Runnable start) {
        Thread.ofPlatform().name("server-start").start(start);
    }

    private static void closeStarted(CompletableFuture<? extends @Nullable AutoCloseable> started) {
        started.handle(
                        (server, _) -> {
                            try {
                                if (server != null) {
                                    server.close();
                                }
                            } catch (Exception e) {
                                throw new IllegalStateException("a server cannot be stopped", e);
                            }
                            return server;
                        })
                .join();
    }

    private static Connections connections(
            Connections given, @Nullable EmbeddedKafka kafka, @Nullable EmbeddedPostgres postgres) {
        String brokers = kafka == null ? given.kafkaBootstrapServers() : kafka.bootstrapServers();
        return postgres == null
                ? new Connections(
                        brokers,
                        given.databaseUrl(),
                        given.databaseUsername(),
                        given.databasePassword())
                : new Connections(
                        brokers, postgres.jdbcUrl(), postgres.username(), postgres.password());
    }

    /** The port of a local address, if it can be had again; else 0 for any. */
    private static int port(String address) {
        String text = address.startsWith("jdbc:") ? address.substring(5) : "kafka://" + address;
        try {
            int port = URI.create(text).getPort();
            return port > 0 && FreePorts.isFree(port) ? port : 0;
        } catch (IllegalArgumentException _) {
            return 0;
        }
    }

    /** Where the servers are. */
    public Connections connections() {
        return connections;
    }

    /** File for psql's PGPASSFILE; empty if the database is the user's own. */
    Optional<Path> passFile() {
        return Optional.ofNullable(postgres).map(EmbeddedPostgres::passFile);
    }

    /** Stops the embedded ones in good order. */
    @Override
    public void close() {
        try {
            if (kafka != null) {
                kafka.close();
            }
        } finally {
            if (postgres != null) {
                postgres.close();
            }
        }
    }

    /** Runs on a port that is free now, or fails with a sentence. */
    static int free(int port, String option) {
        if (port != 0 && !FreePorts.isFree(port)) {
            throw CommandFailure.invalid(
                    "Port %d is in use by another program; choose another with %s."
                            .formatted(port, option));
        }
        return port;
    }
}
