// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import dev.headgate.consumer.DrainReport;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.settings.Connections;
import dev.headgate.contract.settings.SettingsRendering;
import dev.headgate.ingest.IngestService;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.nio.file.Path;
import java.util.Map;

/**
 * The ingest service and the consumers of a run: the very classes that run in containers, with
 * settings rendered by the very function.
 */
final class Services {

    private static final String LOOPBACK = "127.0.0.1";

    private final IngestService ingest;
    private final ConsumerFleet consumers;

    private Services(IngestService ingest, ConsumerFleet consumers) {
        this.ingest = ingest;
        this.consumers = consumers;
    }

    /** The ports of the ingest service. */
    record Ports(int port, int managementPort) {}

    /** Starts the services one after the other, as {@link ConsumerFleet} says why. */
    static Services start(
            IngestionPipeline pipeline, Connections connections, Ports ports, Path token) {
        int count =
                Math.clamp(
                        pipeline.spec().consumer().minReplicas(), 1, ConsumerFleet.CONSUMERS_MAX);
        ConsumerFleet consumers =
                ConsumerFleet.start(consumer(pipeline, connections, token), count);
        try {
            return new Services(
                    IngestService.start(ingest(pipeline, connections, ports)), consumers);
        } catch (RuntimeException e) {
            consumers.drain();
            throw e;
        }
    }

    private static Config ingest(IngestionPipeline pipeline, Connections connections, Ports ports) {
        Map<String, String> settings = SettingsRendering.ingest(pipeline, connections);
        settings.put("ingest.server.host", LOOPBACK);
        settings.put("ingest.server.port", "" + ports.port());
        settings.put("ingest.server.management-port", "" + ports.managementPort());
        return config(settings);
    }

    private static Config consumer(
            IngestionPipeline pipeline, Connections connections, Path token) {
        Map<String, String> settings = SettingsRendering.consumer(pipeline, connections);
        settings.put("consumer.database.password", connections.databasePassword());
        settings.put("consumer.server.host", LOOPBACK);
        settings.put("consumer.server.management-port", "0");
        settings.put(SettingsRendering.DEAD_LETTER_TOKEN_FILE, token.toString());
        return config(settings);
    }

    private static Config config(Map<String, String> settings) {
        return Config.builder()
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .sources(ConfigSources.create(settings))
                .build();
    }

    IngestService ingest() {
        return ingest;
    }

    /** The management port of one of the consumers: all of them answer alike. */
    String management() {
        return consumers.management().getFirst().toString();
    }

    ConsumerFleet consumers() {
        return consumers;
    }

    /** What was done and what waits, over all services. */
    Flow flow() {
        ConsumerFleet.Landed landed = consumers.landed();
        return new Flow(
                ingest.counts().accepted(),
                landed.rows(),
                landed.lagRecords(),
                landed.oldestAge(),
                consumers.size());
    }

    /** Drains in the direction of the events: what is accepted can still land. */
    String drain() {
        var ingestReport = ingest.stop();
        long records = 0;
        boolean complete = true;
        for (DrainReport report : consumers.drain()) {
            records += report.records();
            complete &= report.complete();
        }
        Flow flow = flow();
        return "Drained: %,d requests answered and %,d records settled while stopping; %,d accepted, %,d rows in this run.%s"
                .formatted(
                        ingestReport.answeredWhileDraining(),
                        records,
                        flow.accepted(),
                        flow.rows(),
                        complete && ingestReport.cut() == 0
                                ? ""
                                : " Not all was settled; the next start goes on with it.");
    }
}
