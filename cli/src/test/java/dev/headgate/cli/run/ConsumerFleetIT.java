// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.cli.KafkaAdmin;
import dev.headgate.cli.PipelineArgument;
import dev.headgate.cli.provision.SchemaProvisioner;
import dev.headgate.cli.provision.TopicProvisioner;
import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.settings.Connections;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The consumers of a run while their number changes. */
class ConsumerFleetIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int EVENTS = 30;

    @TempDir private Path folder;
    private Servers servers;
    private Services services;
    private ConsumerFleet fleet;

    @BeforeEach
    void start() throws IOException {
        var data = new DataFolder(Files.createDirectory(folder.resolve("data")));
        IngestionPipeline pipeline =
                PipelineArgument.read(
                        Files.writeString(
                                folder.resolve("proof.yaml"),
                                Landed.PIPELINE + "  consumer: {minReplicas: 3}\n"));
        servers = Servers.start(data, new Connections("", "", "", ""));
        Connections connections = servers.connections();
        try (KafkaAdmin kafka = KafkaAdmin.of(connections.kafkaBootstrapServers())) {
            new TopicProvisioner(kafka, false).provision(pipeline.spec());
        }
        SchemaProvisioner.provision(connections, PipelineNames.of(pipeline.metadata()).schema());
        services = Services.start(pipeline, connections, new Services.Ports(0, 0), data.ownToken());
        fleet = services.consumers();
    }

    @AfterEach
    void stop() {
        services.drain();
        servers.close();
    }

    @Test
    void rowsOfOneThatStopsStillCount() throws Exception {
        land("first", EVENTS);

        fleet.resize(1, Map.of());

        assertThat(services.flow().consumers()).isEqualTo(1);
        assertThat(services.flow().rows()).isEqualTo(EVENTS);
        land("second", 2 * EVENTS);
    }

    @Test
    void theOneWithTheLeastToDoGoesAndTheFirstStays() {
        List<URI> all = fleet.management();
        Map<URI, Double> loads = Map.of(all.get(0), 1.0, all.get(1), 7.0, all.get(2), 5.0);

        fleet.resize(2, loads);

        assertThat(fleet.management()).containsExactly(all.get(0), all.get(1));
        fleet.resize(0, loads);
        assertThat(fleet.management()).containsExactly(all.get(0));
        assertThat(services.management()).isEqualTo(all.get(0).toString());
    }

    @Test
    void nothingStartsOrStopsOnceTheyAreFrozen() {
        List<URI> all = fleet.management();

        fleet.freeze();
        fleet.resize(5, Map.of());
        fleet.resize(1, Map.of());

        assertThat(fleet.management()).isEqualTo(all);
        assertThat(services.drain()).contains("0 rows in this run.");
        assertThat(fleet.size()).isZero();
    }

    /** Sends events and waits until the run counts so many rows. */
    private void land(String prefix, int rows) throws IOException, InterruptedException {
        try (var client = new EventClient(services.ingest().port())) {
            for (int n = 0; n < EVENTS; n++) {
                assertThat(client.post(prefix + n)).isEqualTo(202);
            }
        }
        await().atMost(PATIENCE).until(() -> services.flow().rows() == rows);
    }
}
