// SPDX-License-Identifier: Apache-2.0
package dev.headgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user's way on a real cluster, as the README tells it: the chart, a pipeline, an event, its row.
 * Then the same pipeline under load while the operator and a consumer are killed, and its end.
 */
class ClusterE2E {

    private static final String NAMESPACE = "headgate-e2e";
    private static final String DEFINITION = "crd/ingestionpipelines.headgate.dev";
    private static final String PIPELINE = "ingestionpipeline/orders";

    /** In the chart's notes, which know how a schema is named. */
    private static final Pattern EVENTS = Pattern.compile("FROM (hg_\\w+\\.event)");

    private static final Path MINIMAL = Path.of("../examples/01-minimal.yaml");
    private static final int MINIMAL_LINES_MAX = 15;
    private static final String OPERATOR = "app.kubernetes.io/component=operator";
    private static final String INGEST = "app.kubernetes.io/component=ingest";
    private static final String CONSUMER = "app.kubernetes.io/component=consumer";
    private static final String WAIT = "--timeout=120s";
    private static final String CHILDREN =
            "deployments,replicasets,pods,services,configmaps,serviceaccounts,jobs,"
                    + "poddisruptionbudgets,networkpolicies";
    private static final Duration LANDED_WITHIN = Duration.ofMinutes(2);
    private static final int BETWEEN_KILLS = 150;

    @TempDir private Path folder;

    private final int port = Commands.freePort();

    @Test
    void whatTheReadmeSaysIsTrueAndKillingTheOperatorLosesNothing() throws Exception {
        var anywhere = new KubeCluster();
        anywhere.buildImages();
        requireNoDefinition(anywhere);
        createNamespace(anywhere);
        var cluster = anywhere.within(NAMESPACE, folder.resolve("kubeconfig"));
        loadImages(cluster);
        Process forwarding = null;
        try {
            forwarding = followReadme(cluster);
            show(cluster);
            LoadSender load = loadWithKills(cluster);
            everyAcknowledgedEventHasOneRow(cluster, load);
            endsWithThePipelineAndKeepsItsEvents(cluster);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n\n" + state(cluster), e);
        } finally {
            if (forwarding != null) {
                forwarding.destroy();
            }
            remove(cluster);
        }
    }

    private static void requireNoDefinition(KubeCluster cluster) {
        // What an earlier run of this test has left, and nothing else.
        cluster.tryKubectl("delete", "namespace", NAMESPACE, "--ignore-not-found");
        if (cluster.tryKubectl("get", DEFINITION).exitCode() == 0) {
            throw new IllegalStateException(
                    "this cluster has IngestionPipelines already, and this test ends by deleting"
                            + " that kind: give it a cluster of its own, or try `kubectl delete "
                            + DEFINITION
                            + "`");
        }
    }

    /** In which only pods may run that ask for nothing. */
    private static void createNamespace(KubeCluster cluster) {
        cluster.kubectl("create", "namespace", NAMESPACE);
        cluster.kubectl(
                "label",
                "namespace",
                NAMESPACE,
                "pod-security.kubernetes.io/enforce=restricted",
                "pod-security.kubernetes.io/warn=restricted");
    }

    private static void loadImages(KubeCluster cluster) {
        cluster.load("apache/kafka:4.3.1", "postgres:18");
        for (String image : List.of("operator", "ingest-service", "consumer-service", "headgate")) {
            cluster.load("headgate/" + image + ":0.1.0");
        }
    }

    private Process followReadme(KubeCluster cluster) throws IOException {
        assertThat(Files.readAllLines(MINIMAL)).hasSizeLessThanOrEqualTo(MINIMAL_LINES_MAX);
        List<ReadmeSteps.Step> steps = ReadmeSteps.read().steps();
        assertThat(steps).hasSizeGreaterThanOrEqualTo(6);
        Process background = null;
        long began = System.nanoTime();
        for (ReadmeSteps.Step step : steps) {
            if (step.background()) {
                background = cluster.background(here(cluster, step.line()));
            } else if (step.line().startsWith("curl") || step.line().contains(" exec ")) {
                // A forwarded port and a row come a moment later; an id makes repeats safe.
                await().atMost(LANDED_WITHIN)
                        .pollInterval(Duration.ofMillis(500))
                        .ignoreExceptionsInstanceOf(IllegalStateException.class)
                        .untilAsserted(() -> printsAsTheReadmeSays(cluster, step));
            } else {
                printsAsTheReadmeSays(cluster, step);
            }
            System.out.printf("%5.1f s  %s%n", (System.nanoTime() - began) / 1e9, step.line());
        }
        return Objects.requireNonNull(background, "the README forwards no port");
    }

    private void printsAsTheReadmeSays(KubeCluster cluster, ReadmeSteps.Step step) {
        String now = cluster.shell(here(cluster, step.line()));
        if (!step.printed().isEmpty()) {
            assertThat(ReadmeSteps.normal(now))
                    .as(step.line())
                    .isEqualTo(ReadmeSteps.normal(step.printed()));
        }
    }

    /** The line with this test's namespace and port. */
    private String here(KubeCluster cluster, String line) {
        String typed =
                line.replaceFirst(" &$", "")
                        .replace("orders-ingest 8080", "orders-ingest " + port + ":8080")
                        .replace("localhost:8080", "localhost:" + port);
        String ofDefault = "hg_default_orders.event";
        return typed.contains(ofDefault) ? typed.replace(ofDefault, events(cluster)) : typed;
    }

    private static String events(KubeCluster cluster) {
        return EVENTS.matcher(cluster.helm("get", "notes", "headgate"))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static void show(KubeCluster cluster) {
        for (String what :
                List.of(
                        "get ipl",
                        "get ipl -o wide",
                        "describe ipl orders",
                        "get pods,services,jobs")) {
            System.out.printf("%n$ kubectl %s%n%s", what, cluster.kubectl(what.split(" ", -1)));
        }
    }

    private LoadSender loadWithKills(KubeCluster cluster) throws Exception {
        List<String> before = pods(cluster, INGEST);
        var load = new LoadSender(port, Path.of("../examples/github-webhooks.ndjson"));
        load.start();
        try {
            moreIsAcknowledged(load);
            kill(cluster, OPERATOR);
            kill(cluster, CONSUMER);
            moreIsAcknowledged(load);
            cluster.kubectl("rollout", "status", "deployment/headgate-operator", WAIT);
            cluster.kubectl("rollout", "status", "deployment/orders-consumer", WAIT);
            moreIsAcknowledged(load);
        } finally {
            load.stop();
        }
        cluster.kubectl("wait", "--for=condition=Ready", PIPELINE, WAIT);
        assertThat(pods(cluster, INGEST)).as("pods of ingest").isEqualTo(before);
        return load;
    }

    private static void moreIsAcknowledged(LoadSender load) {
        int goal = load.acknowledged().size() + BETWEEN_KILLS;
        await().atMost(LANDED_WITHIN).until(() -> load.acknowledged().size() >= goal);
    }

    /** Ends every pod of a component at once, as a node that dies does. */
    private static void kill(KubeCluster cluster, String component) {
        cluster.kubectl("delete", "pods", "--selector", component, "--grace-period=0", "--force");
    }

    private static List<String> pods(KubeCluster cluster, String component) {
        return cluster.kubectl("get", "pods", "--selector", component, "--output=name")
                .lines()
                .sorted()
                .toList();
    }

    private static void everyAcknowledgedEventHasOneRow(KubeCluster cluster, LoadSender load) {
        assertThat(load.refused()).isEmpty();
        var acknowledged = new TreeSet<>(load.acknowledged().keySet());
        await().atMost(LANDED_WITHIN)
                .untilAsserted(
                        () -> assertThat(new TreeSet<>(rows(cluster))).isEqualTo(acknowledged));
        List<String> rows = rows(cluster);
        System.out.printf(
                "%nacknowledged %d, repeated %d, rows %d%n",
                acknowledged.size(), load.repeated(), rows.size());
        assertThat(rows).doesNotHaveDuplicates();
    }

    /** Ids of the rows of the load. */
    private static List<String> rows(KubeCluster cluster) {
        return cluster.kubectl(
                        "exec",
                        "statefulset/headgate-postgres",
                        "--",
                        "psql",
                        "--username=headgate",
                        "--no-psqlrc",
                        "--tuples-only",
                        "--no-align",
                        "--command=SELECT event_id FROM "
                                + events(cluster)
                                + " WHERE event_id LIKE 'e2e-%'")
                .lines()
                .filter(line -> line.startsWith("e2e-"))
                .toList();
    }

    private static void endsWithThePipelineAndKeepsItsEvents(KubeCluster cluster) {
        int before = rows(cluster).size();
        cluster.kubectl("delete", PIPELINE, WAIT);
        await().atMost(LANDED_WITHIN)
                .untilAsserted(() ->
                        assertThat(
                                        cluster.kubectl(
                                                "get",
                                                CHILDREN,
                                                "--selector=headgate.dev/pipeline=orders",
                                                "--output=name"))
                                .isEmpty());
        assertThat(
                        cluster.kubectl(
                                "exec",
                                "statefulset/headgate-kafka",
                                "--",
                                "env",
                                "KAFKA_HEAP_OPTS=-Xmx64m",
                                "/opt/kafka/bin/kafka-topics.sh",
                                "--bootstrap-server=localhost:9092",
                                "--list"))
                .as("topics")
                .contains("orders");
        cluster.kubectl("apply", "--filename=examples/01-minimal.yaml");
        cluster.kubectl("wait", "--for=condition=Ready", PIPELINE, WAIT);
        assertThat(rows(cluster)).as("rows of the pipeline's first life").hasSize(before);
    }

    private static String state(KubeCluster cluster) {
        var state = new StringBuilder();
        for (String what :
                List.of(
                        "get pods --output=wide",
                        "describe ipl",
                        "get events --sort-by=.lastTimestamp",
                        "describe pods --selector=headgate.dev/pipeline",
                        "logs --tail=80 deployment/headgate-operator",
                        "logs --tail=40 deployment/orders-ingest",
                        "logs --tail=40 deployment/orders-consumer",
                        "logs --tail=40 --selector=app.kubernetes.io/component=migration")) {
            state.append("$ kubectl ").append(what).append('\n');
            state.append(cluster.tryKubectl(what.split(" ", -1)).output()).append('\n');
        }
        return state.toString();
    }

    private static void remove(KubeCluster cluster) {
        cluster.tryKubectl("delete", "ingestionpipelines", "--all", WAIT);
        cluster.tryHelm("uninstall", "headgate");
        cluster.tryKubectl("delete", "namespace", NAMESPACE);
        cluster.tryKubectl("delete", DEFINITION);
    }
}
