// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.relay;

import dev.headgate.contract.name.PipelineNames;
import java.util.UUID;

/**
 * A topic that dead letters came from.
 *
 * @param ref its number in the tables
 * @param name its name
 * @param id Kafka's id of it
 */
record SourceTopic(int ref, String name, UUID id) {

    /** Where its dead letters are published. */
    String deadLetterTopic() {
        return PipelineNames.deadLetterTopicOf(name);
    }
}
