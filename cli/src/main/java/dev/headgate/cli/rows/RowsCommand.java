// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.rows;

import static dev.headgate.tables.generated.Tables.EVENT;

import dev.headgate.cli.CommandFailure;
import dev.headgate.cli.PipelineArgument;
import dev.headgate.cli.run.FolderOption;
import dev.headgate.cli.run.RunAccess;
import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.settings.Connections;
import dev.headgate.tables.PipelineSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate rows}: a look at what has landed, for those without psql at hand. */
@Command(
        name = "rows",
        mixinStandardHelpOptions = true,
        description = "Shows the newest rows of a pipeline that runs, or ran, on this machine.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class RowsCommand implements Callable<Integer> {

    private static final int LIMIT_MAX = 1_000;
    private static final int DATA_CHARS_MAX = 60;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The pipeline file.")
    private Path file;

    @Mixin private FolderOption folders;

    @Option(
            names = "--limit",
            defaultValue = "10",
            description = "How many rows, at most 1000. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Override
    public Integer call() throws SQLException {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw CommandFailure.invalid("--limit must be 1 to " + LIMIT_MAX + ".");
        }
        IngestionPipeline pipeline = PipelineArgument.read(file);
        try (RunAccess run = RunAccess.to(folders.of(pipeline.metadata()))) {
            show(run.connections(), PipelineNames.of(pipeline.metadata()).schema());
        }
        return 0;
    }

    private void show(Connections servers, String schema) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(
                        servers.databaseUrl(),
                        servers.databaseUsername(),
                        servers.databasePassword())) {
            DSLContext sql =
                    DSL.using(connection, SQLDialect.POSTGRES, PipelineSchema.jooqSettings(schema));
            var rows =
                    sql.select(
                                    EVENT.EVENT_ID,
                                    EVENT.EVENT_TYPE,
                                    EVENT.EVENT_KEY,
                                    EVENT.ACCEPTED_AT,
                                    DSL.left(EVENT.DATA.cast(String.class), DATA_CHARS_MAX)
                                            .as("data"))
                            .from(EVENT)
                            .orderBy(EVENT.INGESTED_AT.desc(), EVENT.KAFKA_OFFSET.desc())
                            .limit(limit)
                            .fetch();
            var out = spec.commandLine().getOut();
            out.println(rows.format(limit));
            out.printf("%,d rows in %s.event%n", sql.fetchCount(EVENT), schema);
            out.flush();
        }
    }
}
