// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** An OpenAPI document as far as it tells what answers there are. */
final class OpenApiDocument {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode root;

    private OpenApiDocument(JsonNode root) {
        this.root = root;
    }

    static OpenApiDocument parse(String yaml) {
        return new OpenApiDocument(JSON.valueToTree(new Yaml().load(yaml)));
    }

    Set<String> paths() {
        return new TreeSet<>(root.get("paths").propertyNames());
    }

    Set<String> methods(String path) {
        return new TreeSet<>(root.get("paths").get(path).propertyNames());
    }

    List<String> problemCodes() {
        return root.at("/components/schemas/Code/enum")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /** What is wrong with an answer; empty if the document has it. */
    List<String> faults(
            String path, String method, int status, String mediaType, @Nullable String body) {
        JsonNode operation = root.get("paths").get(path).get(method.toLowerCase(Locale.ROOT));
        JsonNode anyOperation =
                operation == null ? root.get("paths").get(path).iterator().next() : operation;
        JsonNode response = anyOperation.get("responses").get(Integer.toString(status));
        if (response == null) {
            return List.of("there is no answer %d to %s %s".formatted(status, method, path));
        }
        JsonNode content = resolved(response).get("content").get(mediaType);
        if (content == null) {
            return List.of("%d to %s %s has no %s".formatted(status, method, path, mediaType));
        }
        if (!mediaType.endsWith("json")) {
            return List.of();
        }
        return schema(content.get("schema")).validate(body, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").asString().substring(1)) : node;
    }

    private Schema schema(JsonNode described) {
        ObjectNode schema = JSON.createObjectNode();
        schema.set("components", root.get("components"));
        schema.set("allOf", JSON.createArrayNode().add(described));
        return SchemaRegistry.withDialect(Dialects.getDraft202012())
                .getSchema(JSON.writeValueAsString(schema), InputFormat.JSON);
    }

    /** Every status of an operation. */
    Set<String> statuses(String path, String method) {
        JsonNode responses = root.get("paths").get(path).get(method).get("responses");
        return new TreeSet<>(responses.propertyNames());
    }
}
