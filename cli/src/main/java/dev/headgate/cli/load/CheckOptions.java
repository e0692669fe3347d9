// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.load;

import dev.headgate.cli.CommandFailure;
import dev.headgate.cli.DatabaseOptions;
import dev.headgate.cli.run.Addresses;
import dev.headgate.cli.run.FolderOption;
import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.settings.Connections;
import dev.headgate.loadtest.LoadTest;
import dev.headgate.loadtest.arrival.ArrivalText;
import dev.headgate.loadtest.verify.DatabaseAccess;
import dev.headgate.loadtest.verify.DatabaseAccessException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say where the rows are, and whether each event is looked up there. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class CheckOptions {

    @Option(
            names = "--verify",
            description = {
                "After the run, look every event up in PostgreSQL: lost, duplicated, changed, out of",
                "order. Needs the pipeline FILE."
            })
    private boolean verify;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "How long to wait for the last rows. Default: ${DEFAULT-VALUE}")
    private String settle = "";

    @Mixin private FolderOption folders;

    @Mixin private DatabaseOptions database;

    boolean verify() {
        return verify;
    }

    /** Refuses to verify without knowing what. */
    void requirePipeline(Optional<IngestionPipeline> pipeline) {
        if (verify && pipeline.isEmpty()) {
            throw CommandFailure.invalid(
                    "--verify needs the pipeline FILE: it says which tables and which order.");
        }
    }

    /** Where the run on this machine is or was, if the pipeline runs or ran here. */
    Optional<Addresses> run(Optional<IngestionPipeline> pipeline) {
        return pipeline.flatMap(p -> folders.of(p.metadata()).addresses());
    }

    /**
     * The database of the pipeline. Without {@code --verify} it is only looked at, and one that
     * cannot be read is left out.
     */
    Optional<LoadTest.Database> database(
            Optional<IngestionPipeline> pipeline, Optional<Addresses> run, PrintWriter notes) {
        Duration patience = patience();
        if (pipeline.isEmpty()) {
            return Optional.empty();
        }
        Connections connections = database.connections();
        if (connections.databaseUrl().isEmpty() && run.isPresent()) {
            connections = run.get().connections();
        }
        if (connections.databaseUrl().isEmpty()) {
            if (verify) {
                throw CommandFailure.invalid(
                        "Where is PostgreSQL? The pipeline does not run on this machine: give --database"
                                + " jdbc:postgresql://HOST:PORT/NAME or set "
                                + Connections.DATABASE_URL
                                + ".");
            }
            return Optional.empty();
        }
        var access =
                new DatabaseAccess(
                        connections.databaseUrl(),
                        connections.databaseUsername(),
                        connections.databasePassword(),
                        PipelineNames.of(pipeline.get().metadata()).schema());
        try {
            access.check();
        } catch (DatabaseAccessException e) {
            if (verify) {
                throw CommandFailure.unreachable(String.valueOf(e.getMessage()));
            }
            notes.println("Note: rows are not shown. " + e.getMessage());
            return Optional.empty();
        }
        return Optional.of(
                new LoadTest.Database(access, pipeline.get().spec().topics(), verify, patience));
    }

    private Duration patience() {
        try {
            return ArrivalText.duration(settle);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.invalid(e);
        }
    }
}
