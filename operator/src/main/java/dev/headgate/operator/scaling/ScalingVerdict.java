// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import dev.headgate.operator.status.Judgement;
import java.util.List;
import java.util.Map;

/**
 * What is known of a pipeline's scaling, for its status and its topics.
 *
 * @param judgements what the status is to say
 * @param partitions how many partitions topics should have, by their names; those that have enough
 *     are left out
 */
public record ScalingVerdict(List<Judgement> judgements, Map<String, Integer> partitions) {

    /** Before the first look. */
    public static final ScalingVerdict NONE = new ScalingVerdict(List.of(), Map.of());

    public ScalingVerdict {
        judgements = List.copyOf(judgements);
        partitions = Map.copyOf(partitions);
    }
}
