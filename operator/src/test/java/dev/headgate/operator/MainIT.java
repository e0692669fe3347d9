// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.embedded.FreePorts;
import dev.headgate.operator.cluster.KubeApiServer;
import dev.headgate.operator.cluster.SharedCluster;
import dev.headgate.operator.cluster.UserRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The operator as a process of its own, started as its container starts it. */
@ExtendWith(SharedCluster.class)
class MainIT {

    private static final Duration STARTED_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(20);
    private static final String IMAGES =
            "{ingest-service: \"i:1\", consumer-service: \"c:1\", headgate: \"h:1\"}";

    @TempDir private Path folder;

    @Test
    void saysWhatItCanBeTold() throws Exception {
        Process process = main("--help");
        assertThat(process.waitFor()).isZero();
        assertThat(output()).contains("--config FILE").doesNotContain("headgate operator:");
    }

    @Test
    void endsWithTwoIfItIsCalledWrongly() throws Exception {
        Process process = main("--confg", "x");
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(output())
                .contains("headgate operator: call it with --config FILE; --help tells more");
    }

    @Test
    void endsWithTwoIfASettingIsWrong() throws Exception {
        Process process =
                main("--config", settings("  images: " + IMAGES + "\n  pod-monitor: true\n"));
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(output())
                .contains(
                        "unknown setting operator.pod-monitor: did you mean"
                                + " operator.pod-monitors?");
    }

    @Test
    void stopsInGoodOrderWhenItIsToldTo(KubeApiServer server) throws Exception {
        String namespace = server.namespace("main");
        int port = FreePorts.next();
        Process process =
                main(
                        "--config",
                        settings(
                                """
                                  namespaces: [%s]
                                  images: %s
                                  server: {management-port: %d}
                                  leader-election: {enabled: true, lease-namespace: %s}
                                """
                                        .formatted(namespace, IMAGES, port, namespace)),
                        server.kubeconfig().toString());
        try {
            var management = new ManagementPort(port);
            await().atMost(STARTED_WITHIN)
                    .until(() ->
                            management.health("ready") == 200
                                    && management.metric("headgate_operator_leading") == 1);
            assertThat(management.health("live")).isEqualTo(200);
            tellsWhatItDoes(management, server, namespace);

            process.destroy();

            assertThat(process.waitFor(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(output()).contains("operator is stopping", "operator stopped");
            assertThat(
                            server.client()
                                    .leases()
                                    .inNamespace(namespace)
                                    .withName("headgate-operator")
                                    .get()
                                    .getSpec()
                                    .getHolderIdentity())
                    .as("holder of the lease")
                    .isNullOrEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void tellsWhatItDoes(
            ManagementPort management, KubeApiServer server, String namespace) {
        assertThat(management.metric("headgate_operator_pipelines{ready=\"Unknown\"")).isZero();
        UserRequests.createPipeline(
                server.client(),
                namespace,
                "orders",
                Map.of("topics", List.of(Map.of("name", "orders"))));
        await().atMost(STARTED_WITHIN)
                .untilAsserted(() -> {
                    assertThat(management.metric("headgate_operator_pipelines{ready=\"False\""))
                            .isEqualTo(1);
                    assertThat(
                                    management.metric(
                                            "headgate_operator_reconciles_total{outcome=\"done\""))
                            .isPositive();
                    assertThat(management.metric("headgate_operator_reconcile_seconds_count"))
                            .isPositive();
                    assertThat(
                                    management.metric(
                                            "headgate_operator_api_requests_total{method=\"PATCH\",outcome=\"answered\""))
                            .isPositive();
                });
        assertThat(management.metrics()).as("nothing per pipeline").doesNotContain("orders");
    }

    private String settings(String text) throws IOException {
        return Files.writeString(folder.resolve("application.yaml"), "operator:\n" + text)
                .toString();
    }

    private String output() throws IOException {
        return Files.readString(log(), UTF_8);
    }

    private Path log() {
        return folder.resolve("output.log");
    }

    /** With a third argument, that is the KUBECONFIG. */
    private Process main(String option, String... values) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Djava.util.logging.config.file="
                                        + Path.of("../containers/logging.properties")
                                                .toAbsolutePath(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                option));
        if (values.length > 0) {
            command.add(values[0]);
        }
        var builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log().toFile());
        builder.environment().put("POD_NAME", "main-it");
        if (values.length > 1) {
            builder.environment().put("KUBECONFIG", values[1]);
        }
        return builder.start();
    }
}
