// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.bench;

import dev.headgate.cli.KafkaAdmin;
import dev.headgate.cli.PipelineArgument;
import dev.headgate.cli.provision.TopicProvisioner;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.settings.Connections;
import dev.headgate.contract.settings.SettingsRendering;
import dev.headgate.ingest.IngestService;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;

/** The ingest service as it is measured, in this process, and what is posted to it. */
final class MeasuredIngest {

    /** Events of a batch. */
    static final int BATCH = 100;

    /** One event; {@link Wrk} and {@link LoadTool} give it a hundred keys. */
    static final String EVENT =
            "{\"type\":\"order.created\",\"key\":\"user-4711\",\"data\":{\"order\":123456,\"amount\":"
                    + "19.99,\"currency\":\"EUR\",\"items\":[{\"sku\":\"A-1\",\"n\":2},{\"sku\":\"B-7\","
                    + "\"n\":1}],\"note\":\"left at the door of the house\"}}";

    /** A batch of it. */
    static final String EVENTS = "[" + String.join(",", Collections.nCopies(BATCH, EVENT)) + "]";

    private static final Path PIPELINE = Path.of("..", "examples", "01-minimal.yaml");

    private MeasuredIngest() {}

    /**
     * Starts it on any free ports, with the settings of the smallest example.
     *
     * @param others settings besides, which win
     */
    static IngestService start(String brokers, Map<String, String> others) {
        IngestionPipeline pipeline = PipelineArgument.read(PIPELINE);
        try (KafkaAdmin admin = KafkaAdmin.of(brokers)) {
            new TopicProvisioner(admin, false).provision(pipeline.spec());
        }
        var connections = new Connections(brokers, "", "", "");
        Map<String, String> settings = SettingsRendering.ingest(pipeline, connections);
        settings.put("ingest.server.host", "127.0.0.1");
        settings.put("ingest.server.port", "0");
        settings.put("ingest.server.management-port", "0");
        settings.putAll(others);
        return IngestService.start(
                Config.builder(ConfigSources.create(settings))
                        .disableEnvironmentVariablesSource()
                        .disableSystemPropertiesSource()
                        .build());
    }
}
