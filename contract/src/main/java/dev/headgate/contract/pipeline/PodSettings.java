// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service's pods have of their own on a cluster. Not a whole pod specification: that would
 * let a pipeline mount and run anything.
 */
@ValidationRule(
        value =
                "!has(self.labels) || !self.labels.exists(key, key.startsWith('headgate.dev/') ||"
                        + " key.startsWith('app.kubernetes.io/'))",
        message = "labels under headgate.dev/ and app.kubernetes.io/ are the platform's own",
        reason = Reason.FORBIDDEN,
        fieldPath = ".labels")
@ValidationRule(
        value =
                "!has(self.annotations) ||"
                        + " !self.annotations.exists(key, key.startsWith('headgate.dev/'))",
        message = "annotations under headgate.dev/ are the platform's own",
        reason = Reason.FORBIDDEN,
        fieldPath = ".annotations")
public record PodSettings(
        @Size(min = 1, max = 512)
                @Pattern("^[a-zA-Z0-9][a-zA-Z0-9._/:@-]*$")
                @JsonPropertyDescription(
                        "Container image of the service. Omitted: that of the operator's settings.")
                @Nullable String image,
        @JsonPropertyDescription(
                        "CPU and memory of the service's container. Omitted: the operator's settings.")
                @Nullable PodResources resources,
        @Default("{}")
                @Size(max = 16)
                @JsonPropertyDescription("Labels that a node must have to run the pods.")
                Map<
                                @Size(min = 1, max = 317) @Pattern(LabelForm.KEY) String,
                                @Size(max = 63) @Pattern(LabelForm.VALUE) String>
                        nodeSelector,
        @Default("[]")
                @Size(max = 16)
                @JsonPropertyDescription("Taints of nodes that the pods tolerate.")
                List<PodToleration> tolerations,
        @Default("{}") @Size(max = 32) @JsonPropertyDescription("Further labels of the pods.")
                Map<
                                @Size(min = 1, max = 317) @Pattern(LabelForm.KEY) String,
                                @Size(max = 63) @Pattern(LabelForm.VALUE) String>
                        labels,
        @Default("{}") @Size(max = 32) @JsonPropertyDescription("Further annotations of the pods.")
                Map<
                                @Size(min = 1, max = 317) @Pattern(LabelForm.KEY) String,
                                @Size(max = 4096) String>
                        annotations,
        @Default("[]")
                @Size(max = 32)
                @JsonPropertyDescription(
                        "Further environment variables of the service's container, each name once.")
                List<EnvironmentVariable> env) {

    /** Nothing of their own. */
    public static final PodSettings NONE =
            new PodSettings(null, null, Map.of(), List.of(), Map.of(), Map.of(), List.of());

    public PodSettings {
        nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
        tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
        env = env == null ? List.of() : List.copyOf(env);
    }
}
