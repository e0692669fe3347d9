// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.event;

/** What decoding a Kafka record's headers came to. */
public sealed interface EnvelopeDecoding {

    /** The headers describe an event. */
    record Decoded(EventEnvelope envelope) implements EnvelopeDecoding {}

    /**
     * The headers do not describe an event.
     *
     * @param reason one CamelCase word, stable
     * @param detail a sentence for people, without payload
     */
    record Undecodable(String reason, String detail) implements EnvelopeDecoding {}
}
