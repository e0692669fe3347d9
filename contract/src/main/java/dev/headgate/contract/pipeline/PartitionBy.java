// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

/** What chooses an event's partition, and so what keeps its order. */
public enum PartitionBy {
    /** The event's key, such as a user id; an event without a key goes anywhere. */
    Key,
    /** The event's type. */
    EventType,
    /** Nothing: spread evenly, no order. */
    None
}
