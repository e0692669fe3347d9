// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.kafka;

/** Is told how sending goes; called on hot paths, and must not wait. */
public interface SendListener {

    /** Nobody wants to know. */
    SendListener NOBODY =
            new SendListener() {
                @Override
                public void enqueued(long nanos) {}

                @Override
                public void answered(SendOutcome outcome, long nanos) {}
            };

    /** An event was handed to the producer, or refused by it, which took so long. */
    void enqueued(long nanos);

    /** So long after it was handed over, this became of an event. */
    void answered(SendOutcome outcome, long nanos);
}
