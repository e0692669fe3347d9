// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What was sent and what the answers said.
 *
 * @param started events whose sending began
 * @param accepted events answered 202, each once
 * @param unresolved events without a final answer when time was up
 * @param refused refused requests by reason
 * @param unknownAnswers answers that left the outcome open; each was repeated with the same id
 * @param notStoredAnswers answers that said "not stored"; each was repeated
 * @param repeatedRequests accepted events that were sent once more on purpose
 * @param answerMicros time of each 202, from its own send
 * @param sinceIntendedMicros time until the 202, from the instant the event was due
 */
record Sent(
        long started,
        List<DemoEvent> accepted,
        List<DemoEvent> unresolved,
        Map<String, Long> refused,
        long unknownAnswers,
        long notStoredAnswers,
        long repeatedRequests,
        Histogram answerMicros,
        Histogram sinceIntendedMicros) {

    /** Whether each event has one of the three ends. */
    boolean addsUp() {
        return started == accepted.size() + unresolved.size() + refusedCount();
    }

    long refusedCount() {
        return refused.values().stream().mapToLong(Long::longValue).sum();
    }
}
