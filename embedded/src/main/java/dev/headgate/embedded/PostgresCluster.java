// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.embedded.EmbeddedServerException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One PostgreSQL data directory ("cluster" in PostgreSQL's words) and the commands that make, start
 * and stop a server on it.
 */
final class PostgresCluster {

    private static final int START_SECONDS_MAX = 120;
    private static final int FAST_STOP_SECONDS_MAX = 30;
    private static final int IMMEDIATE_STOP_SECONDS_MAX = 10;
    private static final Duration LINGERING_MAX = Duration.ofSeconds(15);
    private static final Duration LINGERING_RETRY = Duration.ofMillis(200);
    private static final int LOG_LINES_SHOWN = 5;

    private final PostgresPrograms programs;

    /** Holds all that belongs to the server's user. */
    private final Path server;

    private final Path data;
    private final Path log;

    PostgresCluster(PostgresPrograms programs, Path folder) {
        this.programs = programs;
        this.server = folder.resolve("server").toAbsolutePath();
        this.data = server.resolve("data");
        this.log = server.resolve("postgresql.log");
    }

    /** Makes the data directory if it is not there; one that was half made is made anew. */
    void create(PostgresCredentials credentials) throws IOException {
        Files.createDirectories(server);
        if (programs.account().isOther()) {
            Files.setPosixFilePermissions(
                    server.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
        }
        Path half = server.resolve("data.new");
        PostgresBinaries.delete(half);
        if (!Files.exists(data)) {
            Path password = server.resolve("password.new");
            PostgresCredentials.write(password, credentials.password());
            programs.account().own(server);
            initialise(half, password);
            Files.delete(password);
            Files.move(half, data, StandardCopyOption.ATOMIC_MOVE);
        }
        programs.account().own(server);
        requireVersion();
    }

    private void initialise(Path half, Path password) {
        PostgresPrograms.Ended ended =
                programs.run(
                        "initdb",
                        List.of(
                                "--pgdata=" + half,
                                "--username=" + PostgresCredentials.USERNAME,
                                "--pwfile=" + password,
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--locale=C"));
        if (!ended.succeeded()) {
            throw failed("PostgreSQL's data directory cannot be made: " + ended.output());
        }
    }

    private void requireVersion() throws IOException {
        String version = Files.readString(data.resolve("PG_VERSION"), UTF_8).strip();
        if (!version.equals(PostgresBinaries.MAJOR_VERSION)) {
            throw new EmbeddedServerException(
                    Reason.Unsupported,
                    "The folder %s holds data of PostgreSQL %s; this is PostgreSQL %s."
                            .formatted(data, version, PostgresBinaries.MAJOR_VERSION));
        }
    }

    /** Starts the server; returns when it takes connections. */
    ProcessHandle start(int port) throws IOException {
        Files.writeString(data.resolve("postgresql.conf"), PostgresSettings.text(port), UTF_8);
        programs.account().own(server);
        Instant deadline = Instant.now().plus(LINGERING_MAX);
        PostgresPrograms.Ended ended = tryStart();
        // Processes of a server that was killed end by themselves, but not at once.
        while (!ended.succeeded() && killedServerLingers() && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(LINGERING_RETRY.toNanos());
            ended = tryStart();
        }
        Optional<ProcessHandle> started = postmaster().server();
        if (!ended.succeeded() || started.isEmpty()) {
            throw failed("PostgreSQL did not start: " + lastLines() + " See " + log + ".");
        }
        return started.get();
    }

    private PostgresPrograms.Ended tryStart() throws IOException {
        postmaster().disownForeignProcess();
        if (Files.exists(log)) {
            Files.move(
                    log,
                    log.resolveSibling("postgresql.log.1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return programs.run(
                "pg_ctl",
                List.of(
                        "start",
                        "--silent",
                        "--wait",
                        "--timeout=" + START_SECONDS_MAX,
                        "--pgdata=" + data,
                        "--log=" + log));
    }

    private boolean killedServerLingers() throws IOException {
        String said = lastLines();
        return said.contains("shared memory block") || said.contains("\"postmaster.pid\" already");
    }

    /** Stops the server in good order; if it does not listen, at once, which loses nothing. */
    void stop() throws IOException {
        if (!tryStop("fast", FAST_STOP_SECONDS_MAX)) {
            crash();
        }
    }

    /** Stops the server without any good-bye, as a crash would. */
    void crash() throws IOException {
        if (!tryStop("immediate", IMMEDIATE_STOP_SECONDS_MAX)) {
            throw failed("PostgreSQL does not stop. See " + log + ".");
        }
    }

    private boolean tryStop(String mode, int secondsMax) throws IOException {
        if (postmaster().server().isEmpty()) {
            return true;
        }
        return programs.run(
                        "pg_ctl",
                        List.of(
                                "stop",
                                "--silent",
                                "--wait",
                                "--mode=" + mode,
                                "--timeout=" + secondsMax,
                                "--pgdata=" + data))
                .succeeded();
    }

    private PostmasterFile postmaster() {
        return new PostmasterFile(data.resolve("postmaster.pid"));
    }

    private String lastLines() throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        List<String> lines = Files.readAllLines(log, UTF_8);
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    }

    private static EmbeddedServerException failed(String message) {
        return new EmbeddedServerException(Reason.ServerFailed, message);
    }
}
