// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.http.RefusedMetrics.Outcome;
import dev.headgate.ingest.kafka.EventPublisher;
import dev.headgate.ingest.kafka.KafkaGate;
import dev.headgate.ingest.kafka.Publication;
import dev.headgate.ingest.kafka.SendOutcome;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends the records of refused events without waiting for them, as many bytes at a time as they may
 * have: who posts nothing but rubbish must not take the room of those who do not.
 */
final class RefusedSending {

    /** What a record takes in memory beside its value, roughly. */
    private static final long RECORD_BYTES = 1024;

    private final EventPublisher publisher;
    private final KafkaGate gate;
    private final RefusedMetrics metrics;
    private final long bytesMax;
    private final AtomicLong bytes = new AtomicLong();

    RefusedSending(
            EventPublisher publisher, KafkaGate gate, RefusedMetrics metrics, long bytesMax) {
        this.publisher = publisher;
        this.gate = gate;
        this.metrics = metrics;
        this.bytesMax = bytesMax;
    }

    void tooLarge() {
        metrics.count(Outcome.TOO_LARGE);
    }

    void send(ProducerRecord<byte[], byte[]> refused) {
        if (gate.isMissing(refused.topic())) {
            metrics.count(Outcome.NOT_STORED);
            return;
        }
        long size = RECORD_BYTES + refused.value().length;
        if (bytes.addAndGet(size) > bytesMax) {
            bytes.addAndGet(-size);
            metrics.count(Outcome.NO_ROOM);
            return;
        }
        publisher.send(refused, new Sent(size).publication, 0);
    }

    private final class Sent implements Publication.Ending {

        private final long size;
        private final Publication publication = new Publication(1, this);

        Sent(long size) {
            this.size = size;
        }

        @Override
        public void ended(boolean certain) {
            bytes.addAndGet(-size);
            metrics.count(
                    switch (publication.outcome(0)) {
                        case SendOutcome.Stored _ -> Outcome.STORED;
                        case SendOutcome.Unknown _ -> Outcome.UNKNOWN;
                        case SendOutcome.TooLarge _ -> Outcome.TOO_LARGE;
                        case SendOutcome.NotStored _, SendOutcome.HeldBack _ -> Outcome.NOT_STORED;
                    });
        }
    }
}
