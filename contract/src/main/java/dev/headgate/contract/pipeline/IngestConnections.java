// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How many connections clients may have to each instance, and how slow they may be. */
public record IngestConnections(
        @Default("10000")
                @Min(1)
                @Max(1_000_000)
                @JsonPropertyDescription(
                        "Most connections of clients to one instance; more wait until one is closed.")
                int max,
        @Default("60")
                @Min(1)
                @Max(3600)
                @JsonPropertyDescription(
                        "Seconds without a request after which a connection is closed.")
                int idleTimeoutSeconds,
        @Default("10")
                @Min(1)
                @Max(300)
                @JsonPropertyDescription(
                        "Seconds that a request's head may take to come in, and then its body; a slow body"
                                + " answers 408.")
                int receiveTimeoutSeconds) {}
