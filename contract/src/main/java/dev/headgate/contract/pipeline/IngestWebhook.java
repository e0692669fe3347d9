// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A webhook of another service, which signs its requests. */
@ValidationRule(
        value = "!has(self.eventTypeHeader) || !has(self.eventTypeMember)",
        message = "only one of eventTypeHeader and eventTypeMember may be set",
        reason = Reason.INVALID,
        fieldPath = ".eventTypeMember")
@ValidationRule(
        value = "has(self.eventType) || has(self.eventTypeHeader) || has(self.eventTypeMember)",
        message = "one of eventType, eventTypeHeader and eventTypeMember must be set",
        reason = Reason.INVALID)
public record IngestWebhook(
        @Required
                @Size(min = 1, max = 63)
                @Pattern("^[a-z0-9][a-z0-9-]*$")
                @JsonPropertyDescription(
                        "Last part of the path: requests go to /v1/webhooks/ and this name.")
                String name,
        @Default("Standard")
                @JsonPropertyDescription(
                        "How requests are signed: Standard (Standard Webhooks, v1) or GitHub"
                                + " (X-Hub-Signature-256).")
                Signature signature,
        @Required
                @JsonPropertyDescription(
                        "Secret with a key of the webhook's name: the secrets that requests may be signed"
                                + " with, one on each line, 1 to 10. Several webhooks may share a Secret.")
                SecretReference secretRef,
        @Size(min = 1, max = 256)
                @Pattern("^[a-zA-Z0-9._~:/@+-]+$")
                @JsonPropertyDescription(
                        "Source of its events. Omitted: /webhooks/ and the webhook's name.")
                @Nullable String source,
        @Size(min = 1, max = 256)
                @Pattern("^[^*\\s\\p{Cc}]+$")
                @JsonPropertyDescription(
                        "Type of its events; with one of the next two, what stands before the type that a"
                                + " request tells. Omitted: one of the next two tells all of it.")
                @Nullable String eventType,
        @Size(min = 1, max = 128)
                @Pattern("^[a-zA-Z0-9-]+$")
                @JsonPropertyDescription(
                        "Header with the type, such as X-GitHub-Event. Omitted: no header tells it.")
                @Nullable String eventTypeHeader,
        @Size(min = 1, max = 256)
                @Pattern("^[^\\s\\p{Cc}]+$")
                @JsonPropertyDescription(
                        "Member of the body with the type, such as type. Omitted: the body does not tell it.")
                @Nullable String eventTypeMember,
        @Default("300")
                @Min(1)
                @Max(3600)
                @JsonPropertyDescription(
                        "Seconds that the time in a request may be from the service's clock (Standard).")
                int toleranceSeconds) {

    /** How requests are signed. */
    public enum Signature {
        /** As the Standard Webhooks say. */
        Standard,
        /** As GitHub does. */
        GitHub
    }
}
