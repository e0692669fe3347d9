// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes pipelines to the API server as kubectl does: unknown fields are refused. */
record PipelineApi(KubernetesClient client, String namespace) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern UNKNOWN = Pattern.compile("unknown field \"([^\"]+)\"");
    private static final String STRICT = "?fieldValidation=Strict";

    /** Writes the documents of a case in turn; what the server says of the last one. */
    List<Refusal> write(PipelineCase each) {
        var documents = new ArrayList<>(each.documents());
        String last = documents.removeLast();
        for (String document : documents) {
            List<Refusal> refusals = write(document, "");
            if (!refusals.isEmpty()) {
                throw new IllegalStateException(
                        "only the last document may be refused, but: " + refusals);
            }
        }
        try {
            return write(last, "&dryRun=All");
        } finally {
            if (each.isChange()) {
                client.raw(path(tree(last)), "DELETE", null);
            }
        }
    }

    private List<Refusal> write(String document, String options) {
        ObjectNode tree = tree(document);
        String path = path(tree) + (tree.get("kind").asText().equals("Scale") ? "/scale" : "");
        try {
            JsonNode stored = stored(path);
            if (stored == null) {
                String list = path.substring(0, path.lastIndexOf('/'));
                client.raw(list + STRICT + options, "POST", tree);
            } else {
                ((ObjectNode) tree.get("metadata"))
                        .set("resourceVersion", stored.at("/metadata/resourceVersion"));
                client.raw(path + STRICT + options, "PUT", tree);
            }
            return List.of();
        } catch (KubernetesClientException e) {
            return refusals(e.getStatus());
        }
    }

    private @Nullable JsonNode stored(String path) {
        String stored = client.raw(path);
        try {
            return stored == null ? null : YAML.readTree(stored);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Refusal> refusals(Status status) {
        if (status.getCode() == 400) {
            Matcher unknown = UNKNOWN.matcher(status.getMessage());
            return unknown.results()
                    .map(field -> new Refusal(field.group(1), Refusal.UNKNOWN_FIELD))
                    .toList();
        }
        // Without a path it only says that there may be more once this is mended.
        return Stream.ofNullable(status.getDetails().getCauses())
                .flatMap(List::stream)
                .filter(cause -> !cause.getField().equals("<nil>"))
                .map(cause -> new Refusal(cause.getField(), cause.getReason()))
                .distinct()
                .toList();
    }

    private String path(JsonNode tree) {
        return "/apis/headgate.dev/v1alpha1/namespaces/%s/ingestionpipelines/%s"
                .formatted(namespace, tree.at("/metadata/name").asText());
    }

    private ObjectNode tree(String document) {
        try {
            ObjectNode tree = (ObjectNode) YAML.readTree(document);
            ((ObjectNode) tree.get("metadata")).put("namespace", namespace);
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
