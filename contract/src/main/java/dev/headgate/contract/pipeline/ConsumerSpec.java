// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How a pipeline's events reach PostgreSQL, and how soon. */
@ValidationRule(
        value = "!has(self.maxReplicas) || self.maxReplicas >= self.minReplicas",
        message = "maxReplicas is less than minReplicas",
        reason = Reason.INVALID,
        fieldPath = ".maxReplicas")
@ValidationRule(
        value =
                "self.scaling.mode == 'Auto' || !has(self.maxReplicas) ||"
                        + " self.replicas <= self.maxReplicas",
        message = "replicas is more than maxReplicas",
        reason = Reason.INVALID,
        fieldPath = ".replicas")
@ValidationRule(
        value =
                "self.scaling.mode != 'Auto' || oldSelf.scaling.mode != 'Auto' ||"
                        + " self.replicas == oldSelf.replicas",
        message =
                "the platform decides the number of consumers: set scaling.mode to Manual or Recommend"
                        + " before changing replicas, or change minReplicas and maxReplicas",
        reason = Reason.FORBIDDEN,
        fieldPath = ".replicas")
public record ConsumerSpec(
        @Default("60")
                @Min(1)
                @Max(86_400)
                @JsonPropertyDescription(
                        "The promise: seconds from acceptance until the row is visible, for events"
                                + " that need no retry.")
                int latencyObjectiveSeconds,
        @Default("1")
                @Min(0)
                @Max(1000)
                @JsonPropertyDescription(
                        "Fewest consumers; also their number where nothing scales, though at least"
                                + " one. 0 lets an idle pipeline on a cluster have none where"
                                + " scaling.mode is Auto: the first event wakes one.")
                int minReplicas,
        @Min(1)
                @Max(1000)
                @JsonPropertyDescription(
                        "Most consumers. Omitted: as many as the topics may have partitions.")
                @Nullable Integer maxReplicas,
        @Default("1")
                @Min(0)
                @Max(1000)
                @JsonPropertyDescription(
                        "Number of consumers on a cluster where scaling.mode is Manual or Recommend; kubectl"
                                + " scale writes it. Means nothing in Auto, where it cannot change,"
                                + " and elsewhere than on a cluster.")
                int replicas,
        @Default("{}") @JsonPropertyDescription("How the number of consumers follows the load.")
                ScalingSpec scaling,
        @Default("Earliest")
                @JsonPropertyDescription("Where to begin in a topic never read before.")
                StartFrom startFrom,
        @Default("ByEventId")
                @JsonPropertyDescription(
                        "Which repeats are kept out: ByEventId (a client's repeated request lands"
                                + " once) or Never.")
                Deduplicate deduplicate,
        @Default("168")
                @Min(1)
                @Max(8_760)
                @JsonPropertyDescription(
                        "Hours for which event ids are remembered under ByEventId.")
                int deduplicateHours,
        @Default("{}")
                @JsonPropertyDescription(
                        "What the consumers' pods have of their own. On a cluster only.")
                PodSettings pod) {

    public ConsumerSpec {
        pod = pod == null ? PodSettings.NONE : pod;
    }
}
