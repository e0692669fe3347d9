// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.right;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.operator.OperatorService;
import dev.headgate.operator.proxy.ApiProxy;
import dev.headgate.operator.proxy.ApiRequest.Verb;
import dev.headgate.operator.proxy.Fault;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.scenario.ClusterHands;
import dev.headgate.operator.scenario.ScenarioServers;
import dev.headgate.operator.setting.LeaderElectionSettings;
import dev.headgate.operator.setting.OperatorSettings;
import dev.headgate.operator.setting.SettingsFixture;
import dev.headgate.operator.workload.Monitoring;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The operator with the rights that the chart gives its service account and no others, through the
 * whole life of a pipeline on a real API server. It can do all that it has to, and has no right
 * that it does not use.
 */
class RightsIT {

    private static final Path DEFINITIONS = Path.of("src/test/resources");
    private static final Duration SOON = Duration.ofSeconds(60);

    /**
     * What an API server asks for that checks owner references, when a child is written; no request
     * is made for it.
     */
    private static final String TO_BE_AN_OWNER = "update ingestionpipelines/finalizers";

    @Test
    void doesNoMoreAndNoLessThanTheChartAllows() throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "rights");
        try (var servers = ScenarioServers.start(folder)) {
            var stage = new Stage(servers);
            Set<String> granted = stage.prepare();
            assertThat(granted).noneMatch(right -> right.contains("*"));

            Set<String> used = stage.live();

            assertThat(used).isEqualTo(without(granted, TO_BE_AN_OWNER));
        }
    }

    private static Set<String> without(Set<String> rights, String one) {
        var rest = new TreeSet<>(rights);
        assertThat(rest.remove(one)).isTrue();
        return rest;
    }

    /** A release, a tenant's namespace, and the operator between them. */
    private static final class Stage {

        private final ScenarioServers servers;
        private final KubernetesClient admin;
        private final String release;
        private final String tenant;

        Stage(ScenarioServers servers) {
            this.servers = servers;
            this.admin = servers.kubernetes().client();
            this.release = servers.kubernetes().namespace("release");
            this.tenant = servers.kubernetes().namespace("tenant");
        }

        Set<String> prepare() {
            for (String kind :
                    List.of(
                            "monitoring/podmonitors",
                            "monitoring/prometheusrules",
                            "strimzi/kafkas",
                            "strimzi/kafkatopics")) {
                admin.load(kind(kind)).create();
            }
            await("the kinds are served")
                    .atMost(SOON)
                    .ignoreExceptions()
                    .until(() ->
                            admin.raw("/apis/kafka.strimzi.io/v1/kafkatopics") != null
                                    && admin.raw("/apis/monitoring.coreos.com/v1/podmonitors")
                                            != null
                                    && admin.raw("/apis/monitoring.coreos.com/v1/prometheusrules")
                                            != null);
            create(
                    """
                    apiVersion: v1
                    kind: Secret
                    metadata: {name: headgate-database, namespace: %s}
                    stringData: {url: "jdbc:postgresql://db/headgate", username: a, password: b}
                    """
                            .formatted(tenant));
            ChartRules pipelines = ChartRules.ofPipelines();
            ChartRules own = ChartRules.ofItsOwn();
            new Grants(admin, release).give(pipelines, own);
            var granted = new TreeSet<>(pipelines.granted());
            granted.addAll(own.granted());
            return granted;
        }

        private static InputStream kind(String name) {
            try {
                return Files.newInputStream(DEFINITIONS.resolve(name + ".yaml"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** What the operator asked of the API server while a pipeline came, changed and went. */
        Set<String> live() {
            ApiProxy proxy = ApiProxy.start(servers.kubernetes().config());
            Config operator =
                    new ConfigBuilder(proxy.config())
                            .withNamespace(release)
                            .withImpersonateUsername(
                                    "system:serviceaccount:%s:%s"
                                            .formatted(release, ChartRules.OPERATOR))
                            .withImpersonateGroups("system:serviceaccounts", "system:authenticated")
                            .build();
            var hands = ClusterHands.in(admin, tenant);
            OperatorService service = OperatorService.start(settings(), operator, _ -> {});
            try (proxy;
                    hands) {
                come();
                change(proxy);
                go(proxy);
                // Which gives the lease back.
                service.stop();
                return used(proxy);
            } finally {
                service.stop();
            }
        }

        private OperatorSettings settings() {
            OperatorSettings plain =
                    SettingsFixture.settings(Set.of(), servers.kafka().bootstrapServers());
            return new OperatorSettings(
                    plain.namespaces(),
                    plain.kafka(),
                    plain.databaseSecret(),
                    plain.workloads().with(new Monitoring(true, true, Map.of())),
                    true,
                    plain.server(),
                    new LeaderElectionSettings(release, ChartRules.OPERATOR, "one"));
        }

        private void come() {
            pipeline("orders");
            awaitReason("orders", "Ready", "AllReady");
            // Another one wants the same topic.
            pipeline("late");
            awaitReason("late", "TopicsReady", "TopicConflict");
        }

        private void pipeline(String name) {
            create(
                    """
                    apiVersion: headgate.dev/v1alpha1
                    kind: IngestionPipeline
                    metadata:
                      name: %s
                      namespace: %s
                      annotations: {headgate.dev/delete-topics: rights}
                    spec:
                      topics: [{name: rights, partitions: 2, maxPartitions: 4, partitionGrowth: DrainThenGrow, deletionPolicy: Delete}]
                      ingest: {autoscaling: {minReplicas: 2, maxReplicas: 4}}
                      consumer: {minReplicas: 2}
                    """
                            .formatted(name, tenant));
        }

        /** The topic is to grow, and of each kind there is a child that is wanted no more. */
        private void change(ApiProxy proxy) {
            pipelines("orders")
                    .patch(
                            PatchContext.of(PatchType.JSON),
                            """
                            [{"op": "replace", "path": "/spec/topics/0/partitions", "value": 3}]
                            """);
            await("the pods of ingest are asked for")
                    .atMost(SOON)
                    .until(() -> proxy.traffic().counts().containsKey("list pods"));
            moreConsumersThanPartitions(proxy);
            String uid = pipelines("orders").get().getMetadata().getUid();
            List<String> strays = Strays.of(tenant, uid);
            strays.forEach(this::create);
            await("nothing is left of what is not wanted")
                    .atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(strays)
                                    .allSatisfy(stray ->
                                            assertThat(admin.resource(stray).get()).isNull()));
        }

        /** Those that have none are taken away, and which they are is marked. */
        private void moreConsumersThanPartitions(ApiProxy proxy) {
            admin.apps().deployments().inNamespace(tenant).withName("orders-consumer").scale(4);
            await("consumers without a partition are taken away")
                    .atMost(SOON)
                    .until(() -> proxy.traffic().counts().containsKey("patch pods"));
        }

        /** Somebody writes to the pipeline just when it is let go. */
        private void go(ApiProxy proxy) {
            pipelines("late").delete();
            proxy.faults()
                    .next(
                            1,
                            request ->
                                    request.verb() == Verb.PATCH
                                            && request.kind().equals("ingestionpipelines")
                                            && request.name().equals("orders"),
                            new Fault.Happening(() ->
                                    pipelines("orders")
                                            .patch(
                                                    PatchContext.of(PatchType.JSON_MERGE),
                                                    "{\"metadata\":{\"labels\":{\"seen\":\"yes\"}}}")));
            pipelines("orders").delete();
            await("the pipelines are gone")
                    .atMost(Duration.ofSeconds(90))
                    .until(() ->
                            pipelines("orders").get() == null && pipelines("late").get() == null);
        }

        private Set<String> used(ApiProxy proxy) {
            var used = new TreeSet<>(proxy.traffic().counts().keySet());
            // An apply that makes its object needs the right to create, too.
            proxy.traffic().writes().stream()
                    .filter(each -> each.request().verb() == Verb.PATCH && each.status() == 201)
                    .forEach(each -> used.add("create " + each.request().kind()));
            used.removeIf(each -> each.endsWith(" ") || each.contains("/version"));
            return used;
        }

        private Resource<PipelineResource> pipelines(String name) {
            return admin.resources(PipelineResource.class).inNamespace(tenant).withName(name);
        }

        private void awaitReason(String pipeline, String type, String reason) {
            await(pipeline + " is " + reason)
                    .atMost(SOON)
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(pipelines(pipeline).get().getStatus().conditions())
                                    .filteredOn(condition -> condition.type().equals(type))
                                    .extracting(condition -> condition.reason())
                                    .containsExactly(reason));
        }

        private void create(String object) {
            admin.resource(object).create();
        }
    }

    /** Children that belong to a pipeline and that it does not want. */
    private static final class Strays {

        private static final Map<String, String> SPECS =
                Map.of(
                        "v1 ServiceAccount", "{}",
                        "v1 ConfigMap", "{}",
                        "v1 Service", "{ports: [{port: 80}]}",
                        "networking.k8s.io/v1 NetworkPolicy", "{podSelector: {}}",
                        "policy/v1 PodDisruptionBudget",
                                "{maxUnavailable: 1, selector: {matchLabels: {stray: yes}}}",
                        "autoscaling/v2 HorizontalPodAutoscaler",
                                "{maxReplicas: 1, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: none}}",
                        "apps/v1 Deployment",
                                "{replicas: 0, selector: {matchLabels: {stray: \"1\"}}, template: {metadata: {labels: {stray: \"1\"}}, spec: {containers: [{name: a, image: b}]}}}",
                        "batch/v1 Job",
                                "{suspend: true, template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}",
                        "monitoring.coreos.com/v1 PodMonitor", "{}",
                        "monitoring.coreos.com/v1 PrometheusRule", "{}");

        private Strays() {}

        static List<String> of(String namespace, String uid) {
            return SPECS.entrySet().stream()
                    .map(entry -> {
                        String[] kind = entry.getKey().split(" ", -1);
                        String spec =
                                entry.getValue().equals("{}") ? "" : "spec: " + entry.getValue();
                        return """
                        apiVersion: %s
                        kind: %s
                        metadata:
                          name: orders-stray
                          namespace: %s
                          labels:
                            headgate.dev/pipeline: orders
                            app.kubernetes.io/managed-by: headgate-operator
                          ownerReferences:
                            - apiVersion: headgate.dev/v1alpha1
                              kind: IngestionPipeline
                              name: orders
                              uid: %s
                              controller: true
                        %s
                        """
                                .formatted(kind[0], kind[1], namespace, uid, spec);
                    })
                    .toList();
        }
    }
}
