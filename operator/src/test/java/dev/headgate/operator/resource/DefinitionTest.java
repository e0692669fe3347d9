// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generates the custom resource definition and compares it with the committed file. With {@code
 * -Dheadgate.regenerate=true} it writes the file first.
 */
class DefinitionTest {

    static final Path FILE = Path.of("../charts/headgate/files/crds/ingestionpipelines.yaml");
    static final String REGENERATE =
            "mvn test -pl operator -am -Dtest=DefinitionTest -Dheadgate.regenerate=true"
                    + " -Dsurefire.failIfNoSpecifiedTests=false";

    @TempDir private Path scratch;

    @Test
    void committedFileIsWhatTheRecordsSay() throws IOException {
        String generated = DefinitionGenerator.yaml(scratch);
        if (Boolean.getBoolean("headgate.regenerate")) {
            Files.createDirectories(Objects.requireNonNull(FILE.getParent()));
            Files.writeString(FILE, generated);
        }
        assertThat(FILE).as("to write it anew: " + REGENERATE).exists();
        assertThat(Files.readString(FILE))
                .as("the file differs from the records; to write it anew: " + REGENERATE)
                .isEqualTo(generated);
    }

    @Test
    void everyFieldIsDescribed() {
        assertThat(
                        schemas()
                                .flatMap(schema -> schema.path("properties").propertyStream())
                                .filter(field -> !field.getKey().equals("metadata"))
                                .filter(field ->
                                        !field.getValue()
                                                .path("description")
                                                .asText()
                                                .matches("[A-Z].*\\."))
                                .map(Map.Entry::getKey))
                .isEmpty();
    }

    @Test
    void everyTextListAndMapIsBounded() {
        assertThat(schemas().filter(schema -> type(schema).equals("string")))
                .allMatch(schema -> schema.has("maxLength") || schema.has("enum"));
        assertThat(schemas().filter(schema -> type(schema).equals("array")))
                .allMatch(schema -> schema.has("maxItems"));
        assertThat(schemas().filter(schema -> schema.has("additionalProperties")))
                .hasSizeGreaterThan(5)
                .allMatch(schema -> schema.has("maxProperties"));
    }

    @Test
    void everyNumberOfTheSpecIsBounded() {
        assertThat(spec().filter(schema -> type(schema).equals("integer")))
                .hasSizeGreaterThan(15)
                .allMatch(schema -> schema.has("minimum") && schema.has("maximum"));
    }

    @Test
    void everyPatternHoldsForTheWholeText() {
        assertThat(schemas().filter(schema -> schema.has("pattern")))
                .allMatch(schema -> schema.get("pattern").asText().matches("\\^.*\\$"));
    }

    @Test
    void everyRuleSaysWhatIsWrongAndOfWhichKind() {
        assertThat(spec().flatMap(schema -> schema.path("x-kubernetes-validations").valueStream()))
                .hasSizeGreaterThan(20)
                .allMatch(rule -> rule.has("message") && rule.has("reason"));
    }

    @Test
    void everyRuleStandsOnce() {
        assertThat(spec())
                .allSatisfy(schema ->
                        assertThat(schema.path("x-kubernetes-validations").valueStream())
                                .doesNotHaveDuplicates());
    }

    private Stream<JsonNode> spec() {
        return DefinitionGenerator.schemas(schema().at("/properties/spec")).stream();
    }

    private Stream<JsonNode> schemas() {
        return DefinitionGenerator.schemas(schema()).stream();
    }

    private JsonNode schema() {
        return DefinitionGenerator.definition(scratch)
                .at("/spec/versions/0/schema/openAPIV3Schema");
    }

    private static String type(JsonNode schema) {
        return schema.path("type").asText();
    }
}
