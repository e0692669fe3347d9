// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

/** Which repeats are kept out of the database beyond those of the same Kafka record. */
public enum Deduplicate {
    /** An event whose source and id landed before is suppressed: a client may repeat a request. */
    ByEventId,
    /** None: each Kafka record lands once, whatever its event id. */
    Never
}
