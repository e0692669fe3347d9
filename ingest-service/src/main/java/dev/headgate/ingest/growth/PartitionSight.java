// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.growth;

/** What the producer knows of a topic's partitions, by which it chooses one for a key. */
@FunctionalInterface
public interface PartitionSight {

    /** Has the producer ask Kafka anew, and answers what it sees after that; 0 if it sees none. */
    int look(String topic);
}
