// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import dev.headgate.operator.resource.LastScale;
import dev.headgate.operator.status.ConditionReason;
import dev.headgate.operator.status.ConditionType;

/** Something that happened to a pipeline's consumers, to be told once. */
public sealed interface ScalingNews {

    /** What people read. */
    String sentence();

    /** There are more or fewer of them. */
    record Scaled(LastScale change, String sentence) implements ScalingNews {}

    /** A condition came to hold. */
    record Found(ConditionType type, ConditionReason reason, String sentence)
            implements ScalingNews {}
}
