// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.growth;

import dev.headgate.contract.growth.GateOrder;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gates of the pipeline's topics, all open to begin with. While one is closed, a thread of its
 * own has the producer look at the topic again and again: the gate opens as soon as the new
 * partitions are seen, without a word from the operator, which may be gone by then.
 */
public final class TopicGates {

    private static final Logger LOGGER = LoggerFactory.getLogger(TopicGates.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** No topic ever has so many partitions: such a gate waits for its time alone. */
    private static final int UNTIL_ITS_TIME = Integer.MAX_VALUE;

    private final Map<String, TopicGate> gates;
    private final PartitionSight sight;

    /**
     * Open gates.
     *
     * @param late how long a record may still turn up in the log after the producer gave it up
     */
    public TopicGates(Collection<String> topics, PartitionSight sight, Duration late) {
        var all = new HashMap<String, TopicGate>();
        topics.forEach(topic -> all.put(topic, new TopicGate(topic, late)));
        this.gates = Map.copyOf(all);
        this.sight = sight;
    }

    /** The gate of one of the pipeline's topics. */
    public TopicGate of(String topic) {
        TopicGate gate = gates.get(topic);
        if (gate == null) {
            throw new IllegalArgumentException("not a topic of this pipeline: " + topic);
        }
        return gate;
    }

    /** The gate of a topic, if that is one of the pipeline's. */
    public Optional<TopicGate> find(String topic) {
        return Optional.ofNullable(gates.get(topic));
    }

    /** Closes a topic's gate as ordered. */
    public void close(TopicGate gate, GateOrder order) {
        close(gate, order.partitions(), order.time());
    }

    /**
     * Sends nothing for a while after the start: partitions may be being added by an operator that
     * does not know of this process yet.
     */
    public void holdAtStart(Duration time) {
        if (time.isPositive()) {
            gates.values().forEach(gate -> close(gate, UNTIL_ITS_TIME, time));
        }
    }

    private void close(TopicGate gate, int partitions, Duration time) {
        TopicGate.Closing begun = gate.close(partitions, time);
        if (begun != null) {
            LOGGER.atInfo()
                    .addKeyValue("topic", gate.topic())
                    .addKeyValue("time", time)
                    .log("events of a topic are held back");
            Thread.ofVirtual().name("growth-gate-" + gate.topic()).start(() -> watch(gate, begun));
        }
    }

    private void watch(TopicGate gate, TopicGate.Closing begun) {
        try {
            while (gate.lasts(begun, LOOK_EVERY)) {
                gate.seen(sight.look(gate.topic()));
            }
            LOGGER.atInfo()
                    .addKeyValue("topic", gate.topic())
                    .addKeyValue("partitions", gate.report().partitions())
                    .log("events of a topic are taken again");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
