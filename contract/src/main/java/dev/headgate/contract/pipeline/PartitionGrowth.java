// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

/** How partitions are added to a topic. */
public enum PartitionGrowth {
    /** Only when the pipeline asks for more, at once. */
    Manual,
    /** Also by the platform, at once: the topic's events have no order. */
    Unkeyed,
    /** Also by the platform, after all earlier events have landed: each key keeps its order. */
    DrainThenGrow
}
