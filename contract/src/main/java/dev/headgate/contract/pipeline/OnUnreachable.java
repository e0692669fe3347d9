// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

/** What the deletion of a topic does while Kafka cannot be reached. */
public enum OnUnreachable {
    /** It gives up after a while and leaves the topic behind. */
    Abandon,
    /** It waits as long as it takes. */
    Block
}
