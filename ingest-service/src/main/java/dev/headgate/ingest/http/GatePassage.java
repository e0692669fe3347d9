// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.growth.TopicGate;
import dev.headgate.ingest.growth.TopicGates;
import java.util.ArrayList;
import java.util.List;

/**
 * One request on its way through the growth gates of its topics. What a gate has said stands for
 * all of the request's events of its topic, so that they keep their order. Belongs to the request's
 * thread, until {@link #leave} is called by whoever brings the last outcome.
 */
final class GatePassage {

    private final TopicGates gates;
    private final List<TopicGate> entered = new ArrayList<>(1);
    private final List<TopicGate> closed = new ArrayList<>(0);

    GatePassage(TopicGates gates) {
        this.gates = gates;
    }

    /** Whether an event of this topic may be sent now. */
    boolean enter(String topic) {
        TopicGate gate = gates.of(topic);
        if (entered.contains(gate)) {
            return true;
        }
        if (!closed.contains(gate)) {
            if (gate.tryEnter()) {
                entered.add(gate);
                return true;
            }
            closed.add(gate);
        }
        return false;
    }

    /** Waits until then for the gates that were closed; to be entered again after that. */
    void awaitClosed(long untilNanos) {
        List<TopicGate> waitedFor = List.copyOf(closed);
        closed.clear();
        for (TopicGate gate : waitedFor) {
            if (gate.awaitOpen(untilNanos) && gate.tryEnter()) {
                entered.add(gate);
            } else {
                closed.add(gate);
            }
        }
    }

    void leave(boolean certain) {
        entered.forEach(gate -> gate.leave(certain));
    }
}
