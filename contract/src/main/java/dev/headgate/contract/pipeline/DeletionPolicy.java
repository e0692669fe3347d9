// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

/** What becomes of a topic when its pipeline is deleted. */
public enum DeletionPolicy {
    /** It stays in Kafka with its records. */
    Retain,
    /** It is deleted, if the pipeline's annotation names it too. */
    Delete
}
