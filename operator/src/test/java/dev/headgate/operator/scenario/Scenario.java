// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.operator.cluster.UserRequests;
import dev.headgate.operator.proxy.ApiProxy;
import dev.headgate.operator.resource.PipelineCondition;
import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.resource.PipelineStatus;
import dev.headgate.operator.setting.LeaderElectionSettings;
import dev.headgate.operator.setting.OperatorSettings;
import dev.headgate.operator.setting.SettingsFixture;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The stage of one story: a namespace with its database Secret, hands that play the kubelet, and
 * the operators that the story starts. What the user does goes straight to the API server.
 */
final class Scenario implements AutoCloseable {

    /** Longer than the longest pause that the operator makes between two looks. */
    static final Duration SOON = Duration.ofSeconds(45);

    private static final Map<String, String> DATABASE =
            Map.of(
                    "url", "jdbc:postgresql://db:5432/headgate",
                    "username", "headgate",
                    "password", "not a real one");

    private final ScenarioServers servers;
    private final String namespace;
    private final ClusterHands hands;
    private final KafkaSight kafka;
    private final Deque<RunningOperator> operators = new ArrayDeque<>();

    private Scenario(ScenarioServers servers, String namespace, Predicate<Pod> tended) {
        this.servers = servers;
        this.namespace = namespace;
        this.hands = ClusterHands.in(servers.kubernetes().client(), namespace, tended);
        this.kafka = new KafkaSight(servers.kafka().bootstrapServers());
    }

    /** In a new namespace that has all that a pipeline needs. */
    static Scenario begin(ScenarioServers servers) {
        return begin(servers, _ -> true);
    }

    /** The same, in which only some pods are tended; the others are the story's. */
    static Scenario begin(ScenarioServers servers, Predicate<Pod> tended) {
        var scenario = new Scenario(servers, servers.kubernetes().namespace("story"), tended);
        scenario.secret(SettingsFixture.DATABASE_SECRET, DATABASE);
        return scenario;
    }

    /** Also the name of its topic: no other story has one of that name. */
    String namespace() {
        return namespace;
    }

    /** Where the broker is. */
    String kafkaServers() {
        return servers.kafka().bootstrapServers();
    }

    KafkaSight kafka() {
        return kafka;
    }

    /** A client of the user. */
    KubernetesClient client() {
        return servers.kubernetes().client();
    }

    /** An operator of this namespace; ended with the story. */
    RunningOperator operator() {
        return operator(InstantSource.system());
    }

    RunningOperator operator(InstantSource clock) {
        return operator(proxy(), clock);
    }

    /** An operator that is at home elsewhere: it keeps its ledger when this namespace goes. */
    RunningOperator operatorFromOutside(InstantSource clock) {
        return operator(proxy(servers.kubernetes().namespace("home")), clock);
    }

    /** A way to the API server for an operator that is to be at home in this namespace. */
    ApiProxy proxy() {
        return proxy(namespace);
    }

    private ApiProxy proxy(String home) {
        return ApiProxy.start(
                new ConfigBuilder(servers.kubernetes().config()).withNamespace(home).build());
    }

    RunningOperator operator(ApiProxy proxy, InstantSource clock) {
        RunningOperator operator = RunningOperator.start(proxy, settings(), clock);
        operators.push(operator);
        return operator;
    }

    /** One of several operators, of which one acts. */
    RunningOperator replica(String identity) {
        OperatorSettings alone = settings();
        var elected =
                new OperatorSettings(
                        alone.namespaces(),
                        alone.kafka(),
                        alone.databaseSecret(),
                        alone.workloads(),
                        alone.strimzi(),
                        alone.server(),
                        new LeaderElectionSettings(namespace, "headgate-operator", identity));
        RunningOperator operator = RunningOperator.start(proxy(), elected, InstantSource.system());
        operators.push(operator);
        return operator;
    }

    OperatorSettings settings() {
        return SettingsFixture.settings(Set.of(namespace), servers.kafka().bootstrapServers());
    }

    void secret(String name, Map<String, String> data) {
        UserRequests.createSecret(client(), namespace, name, data);
    }

    /** Makes the pipeline {@code orders} with one topic of two partitions. */
    void createMinimal() {
        create("orders", "topics: [{name: %s, partitions: 2}]".formatted(namespace));
    }

    /** Makes a pipeline as kubectl does. */
    void create(String name, String spec) {
        create(name, Map.of(), spec);
    }

    void create(String name, Map<String, String> annotations, String spec) {
        UserRequests.createPipeline(
                client(),
                namespace,
                name,
                annotations,
                Serialization.unmarshal(spec, JsonNode.class));
    }

    /** Changes a pipeline by a merge patch, written as YAML. */
    void change(String name, String patch) {
        pipelines(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        Serialization.asJson(Serialization.unmarshal(patch, JsonNode.class)));
    }

    /** Has the operator look at a pipeline now, and not only after its next pause. */
    void touch(String name) {
        change(
                name,
                "metadata: {annotations: {example.com/note: %s}}".formatted(UUID.randomUUID()));
    }

    void delete(String name) {
        pipelines(name).delete();
    }

    boolean isGone(String name) {
        return pipelines(name).get() == null;
    }

    PipelineResource pipeline(String name) {
        return requireNonNull(pipelines(name).get(), name);
    }

    private Resource<PipelineResource> pipelines(String name) {
        return client().resources(PipelineResource.class).inNamespace(namespace).withName(name);
    }

    PipelineCondition condition(String pipeline, String type) {
        PipelineStatus status = pipeline(pipeline).getStatus();
        assertThat(status).as("status of %s", pipeline).isNotNull();
        Optional<PipelineCondition> found =
                status.conditions().stream().filter(each -> each.type().equals(type)).findFirst();
        assertThat(found).as("condition %s of %s", type, pipeline).isPresent();
        return found.orElseThrow();
    }

    /** Whether a pipeline was ready when it was looked at last, by whatever spec. */
    boolean isReady(String pipeline) {
        PipelineStatus status = pipeline(pipeline).getStatus();
        return status != null
                && status.conditions().stream()
                        .anyMatch(
                                each -> each.type().equals("Ready") && each.status() == Truth.True);
    }

    /** Waits until a pipeline is ready as its spec says now, and its consumers are looked after. */
    void awaitReady(String pipeline) {
        await().atMost(SOON)
                .untilAsserted(() -> {
                    PipelineCondition ready = condition(pipeline, "Ready");
                    assertThat(ready.status()).as("%s", ready).isEqualTo(Truth.True);
                    assertThat(ready.observedGeneration())
                            .isEqualTo(pipeline(pipeline).getMetadata().getGeneration());
                    assertThat(condition(pipeline, "ScalingActive").status())
                            .isNotEqualTo(Truth.Unknown);
                });
    }

    /** Waits until a condition has a reason for the spec as it is now. */
    void awaitReason(String pipeline, String type, String reason) {
        await().atMost(SOON)
                .untilAsserted(() -> {
                    PipelineCondition condition = condition(pipeline, type);
                    assertThat(condition.reason()).as("%s", condition).isEqualTo(reason);
                    assertThat(condition.observedGeneration())
                            .isEqualTo(pipeline(pipeline).getMetadata().getGeneration());
                });
    }

    Deployment deployment(String name) {
        return requireNonNull(
                client().apps().deployments().inNamespace(namespace).withName(name).get(), name);
    }

    List<Deployment> deployments() {
        return client().apps().deployments().inNamespace(namespace).list().getItems();
    }

    @Override
    public void close() {
        while (!operators.isEmpty()) {
            operators.pop().close();
        }
        hands.close();
        kafka.close();
    }
}
