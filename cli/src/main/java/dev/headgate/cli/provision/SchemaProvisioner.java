// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.provision;

import dev.headgate.cli.CommandFailure;
import dev.headgate.contract.settings.Connections;
import dev.headgate.tables.PipelineSchema;
import org.flywaydb.core.api.FlywayException;

/** Makes a pipeline's schema and brings it up to date. */
public final class SchemaProvisioner {

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
}
