// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headgate.loadtest.result.LoadResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A {@link LoadResult} as a JSON file; {@code docs/reference/load-result.schema.json} describes it.
 * Reading is strict, since a figure that is silently zero would be compared with real ones.
 */
public final class ResultFile {

    /** Its name in a folder of results. */
    public static final String NAME = "result.json";

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .annotationIntrospector(new NullableComponents())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .build();

    private ResultFile() {}

    /** Writes a result; the same result gives the same bytes. */
    public static void write(Path file, LoadResult result) throws IOException {
        Files.write(file, toJson(result).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a result.
     *
     * @throws IOException with a sentence for people, if there is no file, or if it is not a
     *     result, or one that only a newer version understands
     */
    public static LoadResult read(Path file) throws IOException {
        try {
            return fromJson(Files.readString(file), file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        }
    }

    /** The text of the file. */
    static String toJson(LoadResult result) throws JsonProcessingException {
        var lines = new DefaultIndenter("  ", "\n");
        return JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(lines))
                        .writeValueAsString(result)
                + "\n";
    }

    private static LoadResult fromJson(String json, Path file) throws IOException {
        try {
            JsonNode tree = JSON.readTree(json);
            int format = tree.path("format").asInt(0);
            if (format < 1) {
                throw new IOException(
                        file + " is not the result of a load run: it names no format");
            }
            if (format > LoadResult.FORMAT) {
                throw new IOException(
                        "%s has format %d, and this version of headgate reads up to %d: use a newer one"
                                .formatted(file, format, LoadResult.FORMAT));
            }
            return JSON.treeToValue(tree, LoadResult.class);
        } catch (UnrecognizedPropertyException e) {
            throw foreign(file, "nothing is known of " + place(e), e);
        } catch (JsonMappingException e) {
            throw foreign(file, place(e) + " is missing or has a wrong value", e);
        } catch (JsonProcessingException e) {
            throw foreign(file, "it is no JSON", e);
        }
    }

    private static IOException foreign(Path file, String why, JsonProcessingException cause) {
        return new IOException(file + " is not the result of a load run: " + why, cause);
    }

    /** Where in the file, such as {@code seconds[3].due}. */
    private static String place(JsonMappingException e) {
        var place = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getFieldName() == null) {
                place.append('[').append(step.getIndex()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return place.isEmpty() ? "it" : "its field " + place;
    }
}
