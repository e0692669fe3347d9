// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.headgate.contract.pipeline.Deduplicate;
import dev.headgate.contract.pipeline.PipelineFile;
import dev.headgate.contract.pipeline.PipelineReading.Valid;
import dev.headgate.operator.cluster.KubeApiServer;
import dev.headgate.operator.cluster.SharedCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a user of kubectl gets to see of the definition, from a real API server. */
@ExtendWith(SharedCluster.class)
class ServedDefinitionIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPEN_API = "/openapi/v3/apis/headgate.dev/v1alpha1";
    private static final Path EXAMPLE = Path.of("../examples/01-minimal.yaml");

    @TempDir private Path scratch;

    /** kubectl explain reads these descriptions. */
    @Test
    void explainsEveryFieldAsTheRecordsDo(KubeApiServer server) {
        var wanted = new TreeMap<String, String>();
        JsonNode schema =
                DefinitionGenerator.definition(scratch)
                        .at("/spec/versions/0/schema/openAPIV3Schema");
        descriptions("spec", schema.at("/properties/spec"), wanted);
        descriptions("status", schema.at("/properties/status"), wanted);

        var served = new TreeMap<String, String>();
        JsonNode pipeline = openApi(server.client());
        descriptions("spec", pipeline.at("/properties/spec"), served);
        descriptions("status", pipeline.at("/properties/status"), served);

        assertThat(served)
                .hasSizeGreaterThan(80)
                .containsEntry(
                        "spec.consumer.latencyObjectiveSeconds",
                        "The promise: seconds from acceptance until the row is visible, for events"
                                + " that need no retry.")
                .isEqualTo(wanted);
    }

    @Test
    void listsTheseColumns(KubeApiServer server) {
        KubernetesClient client = server.client();
        String table =
                client.getHttpClient()
                        .sendAsync(
                                client.getHttpClient()
                                        .newHttpRequestBuilder()
                                        .uri(
                                                client.getMasterUrl()
                                                        + "apis/headgate.dev/v1alpha1/ingestionpipelines")
                                        .header(
                                                "Accept",
                                                "application/json;as=Table;v=v1;g=meta.k8s.io")
                                        .build(),
                                String.class)
                        .join()
                        .body();
        assertThat(json(table).path("columnDefinitions").valueStream())
                .extracting(column ->
                        column.get("name").asText() + " " + column.get("priority").asInt())
                .containsExactly(
                        "Name 0",
                        "Ready 0",
                        "Reason 0",
                        "Topics 0",
                        "Partitions 0",
                        "Consumers 0",
                        "Ingest 1",
                        "Objective 1",
                        "Mode 1",
                        "Age 0");
    }

    @Test
    void knowsTheShortNameTheCategoryAndTheScale(KubeApiServer server) {
        JsonNode resources = json(server.client().raw("/apis/headgate.dev/v1alpha1"));
        JsonNode pipelines = resources.at("/resources/0");
        assertThat(pipelines.get("name").asText()).isEqualTo("ingestionpipelines");
        assertThat(pipelines.at("/shortNames/0").asText()).isEqualTo("ipl");
        assertThat(pipelines.at("/categories/0").asText()).isEqualTo("headgate");
        assertThat(resources.get("resources").valueStream())
                .extracting(each -> each.get("name").asText())
                .contains("ingestionpipelines/status", "ingestionpipelines/scale");
    }

    /** The API server fills in what the file's reader fills in. */
    @Test
    void fillsInTheDefaultsOfTheFile(KubeApiServer server) throws IOException {
        KubernetesClient client = server.client();
        ObjectNode minimal = (ObjectNode) new YAMLMapper().readTree(Files.readString(EXAMPLE));
        String stored =
                client.raw(
                        "/apis/headgate.dev/v1alpha1/namespaces/%s/ingestionpipelines"
                                .formatted(server.namespace("defaults")),
                        "POST",
                        minimal);

        PipelineResource read =
                client.getKubernetesSerialization().unmarshal(stored, PipelineResource.class);

        assertThat(PipelineFile.read(EXAMPLE))
                .isInstanceOfSatisfying(
                        Valid.class,
                        file -> assertThat(read.getSpec()).isEqualTo(file.pipeline().spec()));
        assertThat(read.getSpec().consumer().deduplicate()).isEqualTo(Deduplicate.ByEventId);
        assertThat(stored).doesNotContain("\"pod\"").doesNotContain("\"configs\"");
    }

    @Test
    void whatIsAppliedReplacesADefaultAndDoesNotJoinIt(KubeApiServer server) {
        KubernetesClient client = server.client();
        String namespace = server.namespace("applied");
        apply(client, namespace, Map.of("name", "orders"));
        apply(client, namespace, Map.of("name", "orders", "eventTypes", List.of("order.*")));
        assertThat(
                        client.resources(PipelineResource.class)
                                .inNamespace(namespace)
                                .withName("orders")
                                .get()
                                .getSpec()
                                .topics()
                                .getFirst()
                                .eventTypes())
                .containsExactly("order.*");
    }

    private static void apply(
            KubernetesClient client, String namespace, Map<String, Object> topic) {
        var pipeline = new GenericKubernetesResource();
        pipeline.setApiVersion("headgate.dev/v1alpha1");
        pipeline.setKind("IngestionPipeline");
        pipeline.setMetadata(
                new ObjectMetaBuilder().withName("orders").withNamespace(namespace).build());
        pipeline.setAdditionalProperty("spec", Map.of("topics", List.of(topic)));
        client.resource(pipeline).fieldManager("user").serverSideApply();
    }

    private static JsonNode openApi(KubernetesClient client) {
        await("the schema is published")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !published(client).isMissingNode());
        return published(client);
    }

    private static JsonNode published(KubernetesClient client) {
        String openApi = client.raw(OPEN_API);
        return openApi == null
                ? MissingNode.getInstance()
                : json(openApi).at("/components/schemas/dev.headgate.v1alpha1.IngestionPipeline");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void descriptions(
            String path, JsonNode schema, SortedMap<String, String> descriptions) {
        descriptions.put(path, schema.path("description").asText());
        schema.path("properties")
                .propertyStream()
                .forEach(field ->
                        descriptions(path + "." + field.getKey(), field.getValue(), descriptions));
        if (schema.path("items").has("properties")) {
            descriptions(path + "[]", schema.get("items"), descriptions);
        }
    }
}
