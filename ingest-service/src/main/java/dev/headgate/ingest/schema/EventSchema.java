// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import dev.headgate.ingest.caller.InvalidFile;
import dev.headgate.ingest.schema.SchemaVerdict.Breach;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;

/**
 * A compiled JSON Schema of the draft 2020-12. It needs nothing but itself: what it refers to must
 * stand in it, and nothing is ever fetched. A check is broken off when it has taken too many steps,
 * and its regular expressions cannot backtrack, so that no event can make it take long.
 */
final class EventSchema {

    private static final int BYTES_MAX = 1_048_576;
    private static final int BREACHES_MAX = 10;
    private static final int DEPTH_MAX = 1_000;

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDialect(
                    Dialects.getDraft202012(),
                    builder ->
                            builder.schemaLoader(loader -> loader.block(_ -> true))
                                    .schemaCacheEnabled(false)
                                    .schemaRegistryConfig(
                                            SchemaRegistryConfig.builder()
                                                    .locale(Locale.ROOT)
                                                    .pathType(PathType.JSON_POINTER)
                                                    .regularExpressionFactory(LinearPattern::of)
                                                    .build()));

    /** The schema of schemas, which the library brings along. */
    private static final Schema SCHEMA_OF_SCHEMAS =
            SchemaRegistry.withDialect(Dialects.getDraft202012())
                    .getSchema(
                            SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

    private final Schema schema;
    private final ExecutionConfig bounds;

    private EventSchema(Schema schema, long stepsMax) {
        this.schema = schema;
        this.bounds =
                ExecutionConfig.builder()
                        .locale(Locale.ROOT)
                        .formatAssertionsEnabled(false)
                        .maxEvaluationSteps(stepsMax)
                        .maxEvaluationDepth(DEPTH_MAX)
                        .build();
    }

    /**
     * Compiles a schema.
     *
     * @param stepsMax keywords that a check may evaluate
     * @throws InvalidFile if it is none, or refers to what does not stand in it
     */
    static EventSchema compile(byte[] content, long stepsMax) throws InvalidFile {
        if (content.length > BYTES_MAX) {
            throw new InvalidFile("is larger than %d bytes".formatted(BYTES_MAX));
        }
        String text = new String(content, UTF_8);
        try {
            List<Error> errors = SCHEMA_OF_SCHEMAS.validate(text, InputFormat.JSON);
            if (!errors.isEmpty()) {
                throw new InvalidFile("is no JSON Schema of 2020-12: " + said(errors.getFirst()));
            }
            Schema schema = REGISTRY.getSchema(text, InputFormat.JSON);
            schema.initializeValidators();
            return new EventSchema(schema, stepsMax);
        } catch (JacksonException _) {
            throw new InvalidFile("is not JSON");
        } catch (SchemaException | com.google.re2j.PatternSyntaxException e) {
            throw new InvalidFile("cannot be used: " + e.getMessage());
        }
    }

    /** Judges the bytes of an event's data, which are JSON. */
    SchemaVerdict check(byte[] body, int start, int end) {
        String data = new String(body, start, end - start, UTF_8);
        try {
            List<Error> errors =
                    schema.validate(
                            data, InputFormat.JSON, context -> context.setExecutionConfig(bounds));
            return errors.isEmpty()
                    ? new SchemaVerdict.Fits()
                    : new SchemaVerdict.Breaks(
                            errors.stream().limit(BREACHES_MAX).map(EventSchema::breach).toList());
        } catch (ValidationLimitExceededException | JacksonException _) {
            // The library's reader has limits of its own, such as on the digits of a number.
            return new SchemaVerdict.TooCostly();
        }
    }

    private static Breach breach(Error error) {
        return new Breach(
                error.getInstanceLocation().toString(), error.getKeyword(), error.getMessage());
    }

    private static String said(Error error) {
        return error.getInstanceLocation() + " " + error.getMessage();
    }
}
