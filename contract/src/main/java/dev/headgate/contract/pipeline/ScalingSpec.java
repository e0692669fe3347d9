// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** How the number of consumers follows the load. */
public record ScalingSpec(
        @Default("Auto")
                @JsonPropertyDescription(
                        "Who decides how many consumers run: Auto (the platform, between minReplicas and"
                                + " maxReplicas), Recommend (replicas counts; the status says what Auto"
                                + " would do) or Manual (replicas counts). headgate run follows Auto"
                                + " too, and in the other modes has minReplicas consumers.")
                ScalingMode mode) {}
