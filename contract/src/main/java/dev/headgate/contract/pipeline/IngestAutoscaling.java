// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** How the number of ingest instances follows their CPU use on a cluster. */
@ValidationRule(
        value = "self.minReplicas <= self.maxReplicas",
        message = "maxReplicas is less than minReplicas",
        reason = Reason.INVALID,
        fieldPath = ".maxReplicas")
public record IngestAutoscaling(
        @Default("2")
                @Min(1)
                @Max(1000)
                @JsonPropertyDescription("Fewest instances of the ingest service.")
                int minReplicas,
        @Required
                @Min(1)
                @Max(1000)
                @JsonPropertyDescription("Most instances of the ingest service.")
                int maxReplicas,
        @Default("70")
                @Min(10)
                @Max(100)
                @JsonPropertyDescription(
                        "CPU use in percent of what the pods request, which the number of instances is to"
                                + " hold.")
                int targetCpuUtilizationPercent) {}
