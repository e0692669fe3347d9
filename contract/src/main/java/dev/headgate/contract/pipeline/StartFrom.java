// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

/** Where a pipeline begins in a topic that it has never read. */
public enum StartFrom {
    /** At the oldest record that Kafka still holds. */
    Earliest,
    /** At the end: only records that come after the first start. */
    Latest
}
