// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.EmbeddedServerException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {

    @TempDir Path folder;

    @Test
    void keepsItsDataAndItsPasswordInTheFolder() throws Exception {
        String password;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            password = postgres.password();
            execute(postgres, "CREATE TABLE kept (id int)");
            execute(postgres, "INSERT INTO kept VALUES (1)");
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            assertThat(postgres.password()).isEqualTo(password);
            assertThat(query(postgres, "SELECT count(*) FROM kept")).isEqualTo("1");
        }
    }

    @Test
    void staysOnTheLoopbackAddressBehindAPasswordThatOnlyTheOwnerMayRead() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            assertThat(query(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(query(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(List.of("password", "pgpass"))
                    .allSatisfy(file ->
                            assertThat(permissions(folder.resolve(file))).isEqualTo("rw-------"));
            assertThat(Files.readString(postgres.passFile())).contains(postgres.password());
            assertThatThrownBy(() ->
                            DriverManager.getConnection(
                                    postgres.jdbcUrl(), postgres.username(), "guessed"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void comesBackOnTheSamePortAfterACrashWithAllThatWasCommitted() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            String url = postgres.jdbcUrl();
            execute(postgres, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS id");

            postgres.crash();
            assertThatThrownBy(() -> query(postgres, "SELECT 1")).isInstanceOf(SQLException.class);
            postgres.restart();

            assertThat(postgres.jdbcUrl()).isEqualTo(url);
            assertThat(query(postgres, "SELECT count(*) FROM kept")).isEqualTo("1000");
        }
    }

    @Test
    void stopsByItselfSoonAfterItsOwnerIsKilled() throws Exception {
        Process owner = owner();
        ProcessHandle server = new PostmasterFile(postmasterFile()).server().orElseThrow();

        owner.destroyForcibly().waitFor();

        await().atMost(Duration.ofSeconds(20)).until(() -> !server.isAlive());
    }

    @Test
    void takesOverFromAServerThatAKilledOwnerLeftRunning() throws Exception {
        Process owner = owner();
        ProcessHandle server = new PostmasterFile(postmasterFile()).server().orElseThrow();
        // Without its guard the server stays, as it does when everything of a session is killed.
        owner.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("sh"))
                .forEach(ProcessHandle::destroyForcibly);
        owner.destroyForcibly().waitFor();
        assertThat(server.isAlive()).isTrue();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> !server.isAlive());
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void startsWhereAServerWasKilledWithItsBackendsBusy() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            Connection busy = connect(postgres);
            Thread.startVirtualThread(() -> sleepInTheServer(busy));
            new PostmasterFile(postmasterFile()).server().orElseThrow().destroyForcibly();

            postgres.restart();

            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void startsWhenTheNumberOfAKilledServerNowBelongsToAnotherProgram() throws Exception {
        EmbeddedPostgres.start(folder, 0).close();
        Files.writeString(
                postmasterFile(),
                ProcessHandle.current().pid()
                        + "\n"
                        + postmasterFile().getParent()
                        + "\n1\n5432\n");

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void makesTheDataDirectoryAnewWhenThatWasInterrupted() throws Exception {
        Path half = folder.resolve("server").resolve("data.new");
        Files.createDirectories(half);
        Files.writeString(half.resolve("PG_VERSION"), "18\n");

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void runsAsNobodyWhereRootHasNoUserNamespacesAndOnlyThere(@TempDir Path reachable)
            throws Exception {
        if (PostgresAccount.current().prefix().isEmpty()) {
            assertThatThrownBy(PostgresAccount::nobody)
                    .hasMessageContaining("run this as an ordinary user");
            return;
        }
        Files.setPosixFilePermissions(reachable, PosixFilePermissions.fromString("rwx--x--x"));
        Path data = reachable.resolve("data");
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.start(data, 0, PostgresAccount.nobody())) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
        // And back again, as on a machine whose policy changed.
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data, 0)) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void refusesAPortInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder, other.getLocalPort()))
                    .isInstanceOfSatisfying(
                            EmbeddedServerException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.PortInUse))
                    .hasMessage(
                            "Port %d for PostgreSQL is in use by another program."
                                    .formatted(other.getLocalPort()));
        }
    }

    @Test
    void refusesAFolderThatALivingProcessOwns() {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(folder, 0)) {
            assertThat(first.port()).isPositive();
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder, 0))
                    .isInstanceOfSatisfying(
                            EmbeddedServerException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.FolderInUse))
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void refusesAFolderThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> EmbeddedPostgres.start(file.resolve("data"), 0))
                .isInstanceOfSatisfying(
                        EmbeddedServerException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.FolderNotWritable));
    }

    private Path postmasterFile() {
        return folder.resolve("server").resolve("data").resolve("postmaster.pid");
    }

    private Process owner() throws IOException {
        Process owner =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                PostgresOwnerMain.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(owner.inputReader(UTF_8).readLine()).startsWith("jdbc:postgresql:");
        return owner;
    }

    private static void sleepInTheServer(Connection connection) {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_sleep(60)");
        } catch (SQLException e) {
            // The server dies under it: that is what the test does.
            assertThat(e.getSQLState()).isNotNull();
        }
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
