// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.kafka;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends records, in the order of the calls. A seam for tests. */
public interface EventPublisher {

    /**
     * Hands one record over and returns soon; its outcome goes to the publication, under the number
     * given. Called on the thread that owns the publication.
     */
    void send(ProducerRecord<byte[], byte[]> outgoing, Publication publication, int number);
}
