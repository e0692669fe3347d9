// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.kafka;

/** What is known of one event that was to be sent. */
public sealed interface SendOutcome {

    /** On all in-sync replicas, there. */
    record Stored(int partition, long offset) implements SendOutcome {}

    /** Certainly not in the log; it may be tried again. */
    record NotStored(String reason) implements SendOutcome {}

    /** Not sent: its topic's growth gate stayed closed for too long; it may be tried again. */
    record HeldBack() implements SendOutcome {}

    /** Certainly not in the log: larger than Kafka takes. */
    record TooLarge() implements SendOutcome {}

    /** It may be in the log or not. */
    record Unknown() implements SendOutcome {}
}
