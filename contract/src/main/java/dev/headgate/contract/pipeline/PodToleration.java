// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A taint of nodes that pods tolerate, as Kubernetes writes it. */
@ValidationRule(
        value = "self.operator != 'Exists' || !has(self.value)",
        message = "operator Exists takes no value",
        reason = Reason.FORBIDDEN,
        fieldPath = ".value")
@ValidationRule(
        value = "has(self.key) || self.operator == 'Exists'",
        message = "is required with operator Equal",
        reason = Reason.REQUIRED,
        fieldPath = ".key")
@ValidationRule(
        value = "!has(self.tolerationSeconds) || (has(self.effect) && self.effect == 'NoExecute')",
        message = "tolerationSeconds needs effect: NoExecute",
        reason = Reason.FORBIDDEN,
        fieldPath = ".tolerationSeconds")
public record PodToleration(
        @Size(min = 1, max = 317)
                @Pattern("^[a-zA-Z0-9]([-_./a-zA-Z0-9]*[a-zA-Z0-9])?$")
                @JsonPropertyDescription("Key of the taint. Omitted: any, with operator Exists.")
                @Nullable String key,
        @Default("Equal")
                @JsonPropertyDescription(
                        "What is compared: Equal (key and value) or Exists (the key).")
                Operator operator,
        @Size(min = 1, max = 63)
                @Pattern("^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$")
                @JsonPropertyDescription("Value of the taint. Omitted: the empty one.")
                @Nullable String value,
        @JsonPropertyDescription("Effect of the taint. Omitted: all effects.")
                @Nullable Effect effect,
        @Min(0)
                @Max(86_400)
                @JsonPropertyDescription(
                        "Seconds that a pod stays on a node that gets the taint; only with effect NoExecute."
                                + " Omitted: for ever.")
                @Nullable Integer tolerationSeconds) {

    /** What of a taint is compared. */
    public enum Operator {
        /** Key and value. */
        Equal,
        /** The key alone. */
        Exists
    }

    /** What a taint does to pods that do not tolerate it. */
    public enum Effect {
        /** No new ones come. */
        NoSchedule,
        /** New ones come only if there is no other node. */
        PreferNoSchedule,
        /** Those that are there must go. */
        NoExecute
    }
}
