// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** The JSON Schema that the data of some event types is held to. */
@ValidationRule(
        value = "self.eventTypes.all(a, self.eventTypes.exists_one(b, a == b))",
        message = "an event-type pattern stands there twice",
        reason = Reason.INVALID,
        fieldPath = ".eventTypes")
public record DataSchema(
        @Required
                @Size(min = 1, max = 16)
                @JsonPropertyDescription(
                        "Event types it is for: a literal, or a prefix followed by one * at the end; the most"
                                + " specific pattern of all schemas wins.")
                List<@Size(min = 1, max = 256) @Pattern("^[^*\\s\\p{Cc}]*\\*?$") String> eventTypes,
        @Required @JsonPropertyDescription("The schema (JSON Schema, draft 2020-12).")
                ConfigMapKey configMapRef,
        @Default("Enforce")
                @JsonPropertyDescription(
                        "What becomes of an event that breaks it: Enforce (refused, 422) or Warn (taken and"
                                + " counted).")
                Mode mode) {

    public DataSchema {
        eventTypes = List.copyOf(eventTypes);
    }

    /** What becomes of an event that breaks its schema. */
    public enum Mode {
        /** It is refused. */
        Enforce,
        /** It is taken and counted. */
        Warn
    }
}
