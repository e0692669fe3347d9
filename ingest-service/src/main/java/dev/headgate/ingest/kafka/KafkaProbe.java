// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.kafka;

import java.util.Optional;
import java.util.Set;

/** Asks Kafka, within a bounded time, whether it is there. A seam for tests. */
public interface KafkaProbe extends AutoCloseable {

    /** The pipeline's topics that Kafka does not have; nothing if Kafka did not answer. */
    Optional<Set<String>> missingTopics() throws InterruptedException;

    @Override
    void close();
}
