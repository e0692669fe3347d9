// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.resource;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.contract.pipeline.PipelineSpec;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Makes the custom resource definition from {@link PipelineResource} and the records below it:
 * fabric8's generator, and after it what that generator has no words for.
 */
final class DefinitionGenerator {

    private static final String HEAD =
            """
            # SPDX-License-Identifier: Apache-2.0
            # Generated from the contract's records; do not edit. %s
            """
                    .formatted(DefinitionTest.REGENERATE);

    private static final ObjectMapper YAML =
            new ObjectMapper(
                    YAMLFactory.builder()
                            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                            .disable(YAMLGenerator.Feature.SPLIT_LINES)
                            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                            .build());

    private DefinitionGenerator() {}

    /** The definition as YAML. */
    static String yaml(Path scratch) {
        try {
            return HEAD + YAML.writeValueAsString(definition(scratch));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The definition as a tree. */
    static JsonNode definition(Path scratch) {
        new CRDGenerator()
                .customResourceClasses(PipelineResource.class)
                .forCRDVersions("v1")
                .inOutputDir(scratch.toFile())
                .detailedGenerate();
        JsonNode definition = read(scratch);
        ObjectNode version = (ObjectNode) definition.at("/spec/versions/0");
        ObjectNode root = (ObjectNode) version.at("/schema/openAPIV3Schema");
        root.put("description", "A pipeline from HTTP over Kafka into PostgreSQL.");
        root.putArray("required").add("spec");
        ObjectNode properties = (ObjectNode) root.get("properties");
        properties.set("metadata", metadata());
        ((ObjectNode) properties.get("spec"))
                .put("description", description(IngestionPipeline.class, "spec"));
        ((ObjectNode) properties.get("status"))
                .put("description", "What the operator has observed.");
        new SchemaCompletion().complete(root);
        MapKeyRules.add((ObjectNode) properties.get("spec"), PipelineSpec.class);
        columns(version);
        scale(version);
        return definition;
    }

    private static JsonNode read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return YAML.readTree(files.toList().getFirst().toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of metadata a schema may bound only the name. */
    private static JsonNode metadata() {
        ObjectNode name = YAML.createObjectNode().put("type", "string");
        Size size = annotation(PipelineMetadata.class, "name", Size.class);
        name.put("minLength", size.min()).put("maxLength", size.max());
        name.put("description", description(PipelineMetadata.class, "name"));
        name.put("pattern", annotation(PipelineMetadata.class, "name", Pattern.class).value());
        ObjectNode metadata = YAML.createObjectNode().put("type", "object");
        metadata.putObject("properties").set("name", name);
        return metadata;
    }

    private static String description(Class<? extends Record> type, String component) {
        return annotation(type, component, JsonPropertyDescription.class).value();
    }

    private static <A extends java.lang.annotation.Annotation> A annotation(
            Class<? extends Record> type, String component, Class<A> annotation) {
        try {
            return Objects.requireNonNull(
                    type.getDeclaredField(component).getAnnotation(annotation), component);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the order in which they are to be shown; the generator sorts them by path. */
    private static void columns(ObjectNode version) {
        JsonNode generated = version.get("additionalPrinterColumns");
        var columns = version.putArray("additionalPrinterColumns");
        for (AdditionalPrinterColumn wanted :
                PipelineResource.class.getAnnotationsByType(AdditionalPrinterColumn.class)) {
            for (JsonNode column : generated) {
                if (column.get("name").asText().equals(wanted.name())) {
                    columns.add(column);
                }
            }
        }
    }

    private static void scale(ObjectNode version) {
        ObjectNode scale = ((ObjectNode) version.get("subresources")).putObject("scale");
        scale.put("specReplicasPath", ".spec.consumer.replicas");
        scale.put("statusReplicasPath", ".status.replicas");
        scale.put("labelSelectorPath", ".status.selector");
    }

    /** What the definition's schema is made of, for tests. */
    static List<JsonNode> schemas(JsonNode schema) {
        return Stream.concat(
                        Stream.of(schema),
                        Stream.of(
                                        schema.path("properties").valueStream(),
                                        Stream.of(
                                                schema.path("items"),
                                                schema.path("additionalProperties")))
                                .flatMap(each -> each)
                                .filter(JsonNode::isObject)
                                .flatMap(each -> schemas(each).stream()))
                .toList();
    }
}
