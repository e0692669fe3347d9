// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A child JVM that owns a PostgreSQL server until it is killed. */
final class PostgresOwnerMain {

    private PostgresOwnerMain() {}

    public static void main(String[] args) throws IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(args[0]), 0);
        System.out.println(postgres.jdbcUrl());
        System.in.transferTo(OutputStream.nullOutputStream());
        postgres.close();
    }
}
