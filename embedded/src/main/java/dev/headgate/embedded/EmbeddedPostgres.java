// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import dev.headgate.embedded.EmbeddedServerException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server on the loopback address only, with its data in a folder. The same folder
 * brings the same data again, also after SIGKILL of its owner; a server that such an owner left
 * running is stopped first.
 *
 * <p>Not for several threads: one owner starts and stops it.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    /** Name of the database. */
    public static final String DATABASE = "headgate";

    private static final String NO_SUCH_DATABASE = "3D000";

    private final FolderLock lock;
    private final Path folder;
    private final PostgresCluster cluster;
    private final PostgresCredentials credentials;
    private final int port;
    private @Nullable OrphanGuard guard;

    private EmbeddedPostgres(
            FolderLock lock,
            Path folder,
            PostgresCluster cluster,
            PostgresCredentials credentials,
            int port) {
        this.lock = lock;
        this.folder = folder;
        this.cluster = cluster;
        this.credentials = credentials;
        this.port = port;
    }

    /**
     * Starts a server on its data in the folder; blocks until it takes connections. The first start
     * on a machine unpacks its programs, the first in a folder makes its data directory.
     *
     * @param port on 127.0.0.1; 0 for any free one
     * @throws EmbeddedServerException if it cannot run
     */
    public static EmbeddedPostgres start(Path folder, int port) {
        return start(folder, port, PostgresAccount.current());
    }

    static EmbeddedPostgres start(Path folder, int port, PostgresAccount account) {
        FolderLock lock = FolderLock.acquire(folder);
        try {
            // Another user can not reach this user's cache.
            Path programs = account.isOther() ? folder : PostgresBinaries.userCache();
            var cluster =
                    new PostgresCluster(
                            new PostgresPrograms(
                                    PostgresBinaries.unpacked(programs.toAbsolutePath()), account),
                            folder);
            PostgresCredentials credentials = PostgresCredentials.in(folder);
            cluster.create(credentials);
            // A server that a killed owner left behind, which also holds the port.
            cluster.stop();
            var postgres =
                    new EmbeddedPostgres(
                            lock,
                            folder,
                            cluster,
                            credentials,
                            FreePorts.chosen(port, "PostgreSQL"));
            return postgres.running();
        } catch (IOException e) {
            lock.close();
            throw EmbeddedServerException.notWritable(folder, e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private EmbeddedPostgres running() {
        try {
            restart();
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** JDBC address of the database, without credentials. */
    public String jdbcUrl() {
        return url(DATABASE);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Port of {@link #jdbcUrl()}; the same after a restart. */
    public int port() {
        return port;
    }

    /** Name of the superuser. */
    public String username() {
        return PostgresCredentials.USERNAME;
    }

    /** The superuser's password, which the folder keeps. */
    public String password() {
        return credentials.password();
    }

    /** File for the environment variable PGPASSFILE, with which psql asks for no password. */
    public Path passFile() {
        return credentials.passFile();
    }

    /** Stops the server as a crash would; {@link #restart()} brings it back. */
    public void crash() {
        dismissGuard();
        attempt(cluster::crash);
    }

    /** Starts the server again on the same port; stops it in good order before if it runs. */
    public void restart() {
        dismissGuard();
        attempt(() -> {
            cluster.stop();
            credentials.writePassFile(port);
            guard = OrphanGuard.of(cluster.start(port));
        });
        createDatabase();
    }

    /** Stops the server in good order and gives the folder up. */
    @Override
    public void close() {
        try {
            dismissGuard();
            attempt(cluster::stop);
        } finally {
            lock.close();
        }
    }

    private void dismissGuard() {
        if (guard != null) {
            guard.close();
            guard = null;
        }
    }

    /** Makes the database on the first start; a crash in between is made good by the next. */
    private void createDatabase() {
        try {
            connect(DATABASE).close();
        } catch (SQLException e) {
            if (!NO_SUCH_DATABASE.equals(e.getSQLState())) {
                throw unusable(e);
            }
            try (Connection connection = connect("postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            } catch (SQLException failure) {
                throw unusable(failure);
            }
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), username(), password());
    }

    private static EmbeddedServerException unusable(SQLException cause) {
        return new EmbeddedServerException(
                Reason.ServerFailed,
                "PostgreSQL started, but its database cannot be used: " + cause.getMessage(),
                cause);
    }

    private void attempt(DiskAction action) {
        try {
            action.run();
        } catch (IOException e) {
            throw EmbeddedServerException.notWritable(folder, e);
        }
    }

    /** What reads and writes the folder. */
    private interface DiskAction {
        void run() throws IOException;
    }
}
