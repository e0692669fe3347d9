// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.provision;

import dev.headgate.cli.CommandFailure;
import dev.headgate.contract.settings.Connections;
import dev.headgate.tables.PipelineSchema;
import dev.headgate.tables.ReaderRole;
import org.flywaydb.core.api.FlywayException;
import org.jooq.exception.DataAccessException;

/** Makes a pipeline's schema and brings it up to date. */
public final class SchemaProvisioner {

    private static final String FORBIDDEN = "42501";

    private SchemaProvisioner() {}

    /** Migrates the schema and says in one line what was done. */
    public static String provision(Connections connections, String schema) {
        try {
            int applied =
                    PipelineSchema.migrate(
                            connections.databaseUrl(),
                            connections.databaseUsername(),
                            connections.databasePassword(),
                            schema);
            return "schema %s: %s"
                    .formatted(
                            schema, applied == 0 ? "unchanged" : applied + " migration(s) applied");
        } catch (FlywayException e) {
            throw CommandFailure.notDone(
                    "The schema %s cannot be made: %s".formatted(schema, e.getMessage()));
        }
    }

    /** Lets a role read what is meant for users and says in one line what was done. */
    static String reader(Connections connections, String schema, String role) {
        try {
            boolean made =
                    ReaderRole.grant(
                            connections.databaseUrl(),
                            connections.databaseUsername(),
                            connections.databasePassword(),
                            schema,
                            role);
            return "role %s: %smay read schema %s".formatted(role, made ? "made, " : "", schema);
        } catch (DataAccessException e) {
            throw CommandFailure.notDone(
                    FORBIDDEN.equals(e.sqlState())
                            ? "The role %s of the database may not do that; let one that may run: CREATE ROLE \"%s\" NOLOGIN"
                                    .formatted(
                                            connections.databaseUsername(),
                                            role.replace("\"", "\"\""))
                            : "The role %s cannot be given the right to read: %s"
                                    .formatted(role, e.getMessage()));
        }
    }
}
