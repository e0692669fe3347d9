// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.operator.growth.TopicGrowth;
import dev.headgate.operator.scaling.PipelineScaling;
import dev.headgate.operator.setting.OperatorSettings;
import dev.headgate.operator.topic.KafkaClusters;
import dev.headgate.operator.topic.TopicClaims;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * What all reconciles share.
 *
 * @param leading whether this replica of the operator may act
 */
record OperatorParts(
        OperatorSettings settings,
        KafkaClusters clusters,
        TopicClaims claims,
        TopicGrowth growth,
        PipelineScaling scaling,
        BooleanSupplier leading,
        InstantSource clock) {}
