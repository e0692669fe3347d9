// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

/** The whole {@code postgresql.conf}; what is not named has PostgreSQL's own default. */
final class PostgresSettings {

    private PostgresSettings() {}

    static String text(int port) {
        return """
        # Written anew at each start by Headgate.
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = 100
        password_encryption = 'scram-sha-256'

        # Durability is what Headgate promises: all three stay on.
        fsync = on
        full_page_writes = on
        synchronous_commit = on

        shared_buffers = '128MB'
        max_wal_size = '1GB'
        jit = off
        timezone = 'UTC'
        log_timezone = 'UTC'

        # No statements, keys or payloads in the log.
        log_min_messages = warning
        log_min_error_statement = panic
        log_error_verbosity = terse
        """
                .formatted(port);
    }
}
