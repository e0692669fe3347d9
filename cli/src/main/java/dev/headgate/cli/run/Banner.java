// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.EventTypePattern;
import dev.headgate.contract.pipeline.IngestionPipeline;
import java.net.URI;
import java.nio.file.Path;

/** What a user is told once a run accepts events: where everything is, and what to paste first. */
record Banner(
        IngestionPipeline pipeline,
        Path file,
        DataFolder folder,
        Servers servers,
        Services services) {

    String text() {
        int port = services.ingest().port();
        int management = services.ingest().managementPort();
        return """

        Events      http://127.0.0.1:%1$d/v1/events
        Status      http://127.0.0.1:%1$d/get_status
        Health      http://127.0.0.1:%2$d/observe/health   metrics: /observe/metrics
        Kafka       %3$s
        PostgreSQL  %4$s   schema %5$s
        Data, log   %6$s
        Dead        %10$s/dead-letters   token: %11$s

        Send an event:
          curl -i http://127.0.0.1:%1$d/v1/events -H 'Content-Type: application/json' \\
            -d '{"type": "%7$s", "key": "ann", "data": {"total": 42}}'
        Look at the rows:
          ./headgate rows %8$s
        %9$s
        Ctrl-C drains and stops; the same command goes on where it was.
        """
                .formatted(
                        port,
                        management,
                        servers.connections().kafkaBootstrapServers(),
                        servers.connections().databaseUrl(),
                        schema(),
                        folder.path(),
                        exampleType(),
                        rowsArguments(),
                        psql(),
                        services.management(),
                        folder.token());
    }

    private String schema() {
        return PipelineNames.of(pipeline.metadata()).schema();
    }

    /** A type that this pipeline takes. */
    private String exampleType() {
        String pattern = pipeline.spec().topics().getFirst().eventTypes().getFirst();
        return EventTypePattern.of(pattern).example();
    }

    private String rowsArguments() {
        boolean usual = DataFolder.of(null, pipeline.metadata()).equals(folder);
        return usual ? file.toString() : file + " --data " + folder.path();
    }

    private String psql() {
        return servers.passFile()
                .map(passFile -> {
                    URI url =
                            URI.create(
                                    servers.connections()
                                            .databaseUrl()
                                            .substring("jdbc:".length()));
                    return "  PGPASSFILE=%s psql -h %s -p %d -U %s %s -c 'TABLE %s.event LIMIT 5'%n"
                            .formatted(
                                    passFile,
                                    url.getHost(),
                                    url.getPort(),
                                    servers.connections().databaseUsername(),
                                    url.getPath().substring(1),
                                    schema());
                })
                .orElse("");
    }
}
