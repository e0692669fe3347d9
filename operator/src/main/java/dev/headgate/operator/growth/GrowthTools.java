// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import dev.headgate.operator.topic.GrowingTopics;
import dev.headgate.operator.topic.GrowthProtocol;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * What all looks at growths work with.
 *
 * @param leading whether this operator is the one that acts
 */
record GrowthTools(
        IngestReplicas ingest,
        GateClient gates,
        GrowingTopics topics,
        GrowthProtocol protocol,
        LandingPace pace,
        BooleanSupplier leading,
        InstantSource clock) {}
