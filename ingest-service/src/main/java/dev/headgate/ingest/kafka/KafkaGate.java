// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.kafka;

import java.util.Set;

/**
 * Whether sending to Kafka is worth trying. While it is closed, requests are refused at once
 * instead of waiting for a deadline.
 *
 * <p>Implementation note: it closes when something that was sent had no answer in time while no
 * acknowledgement came at all, or when a probe fails while none came; it opens with the next
 * acknowledgement or successful probe. Reads are one volatile load. Acknowledgements are written by
 * the producer's one thread.
 */
public final class KafkaGate {

    /** What the gate says. */
    public enum State {
        /** Send. */
        OPEN("accepting"),
        /** Kafka or a topic has not been seen yet. */
        STARTING("waiting for Kafka and its topics"),
        /** Kafka was seen and does not answer any more. */
        AWAY("Kafka does not answer"),
        /** The producer had a fatal error and is being replaced. */
        REBUILDING("the Kafka producer is being replaced");

        private final String reason;

        State(String reason) {
            this.reason = reason;
        }

        /** Words for people. */
        public String reason() {
            return reason;
        }
    }

    private volatile State state = State.STARTING;
    private volatile Set<String> missingTopics = Set.of();
    private volatile long lastAcknowledgedNanos;
    private volatile boolean acknowledgedOnce;

    /** The state now. */
    public State state() {
        return state;
    }

    /** Whether the topic was missing when Kafka was last asked. */
    public boolean isMissing(String topic) {
        Set<String> missing = missingTopics;
        return !missing.isEmpty() && missing.contains(topic);
    }

    /** All topics that were missing when Kafka was last asked. */
    public Set<String> missingTopics() {
        return missingTopics;
    }

    /** Kafka has confirmed a record. */
    void acknowledged(long nowNanos) {
        lastAcknowledgedNanos = nowNanos;
        acknowledgedOnce = true;
        if (state == State.AWAY) {
            state = State.OPEN;
        }
    }

    /** Something sent (or asked) at this time has no answer although its time is over. */
    public void unanswered(long sinceNanos) {
        boolean silent = !acknowledgedOnce || lastAcknowledgedNanos - sinceNanos < 0;
        if (silent && state == State.OPEN) {
            state = State.AWAY;
        }
    }

    /** A probe has reached Kafka. */
    void reached(Set<String> missing) {
        missingTopics = Set.copyOf(missing);
        boolean waiting = state == State.STARTING && !missing.isEmpty();
        if (!waiting) {
            state = State.OPEN;
        }
    }

    void rebuilding() {
        state = State.REBUILDING;
    }
}
