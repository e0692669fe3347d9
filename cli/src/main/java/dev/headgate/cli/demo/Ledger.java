// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What the sender saw, written by many threads; bounded by the number of events sent. Each event
 * ends as accepted, refused or unresolved.
 */
final class Ledger {

    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final Queue<DemoEvent> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<DemoEvent> unresolved = new ConcurrentLinkedQueue<>();
    private final Map<String, LongAdder> refusedByReason = new ConcurrentHashMap<>();
    private final LongAdder started = new LongAdder();
    private final LongAdder acceptedCount = new LongAdder();
    private final LongAdder unknownAnswers = new LongAdder();
    private final LongAdder notStoredAnswers = new LongAdder();
    private final LongAdder repeatedRequests = new LongAdder();
    private final Histogram answerMicros = new ConcurrentHistogram(HIGHEST_MICROS, 3);
    private final Histogram sinceIntendedMicros = new ConcurrentHistogram(HIGHEST_MICROS, 3);

    void started() {
        started.increment();
    }

    void answered(Answer answer, long nanos) {
        switch (answer) {
            case Answer.Accepted _ -> record(answerMicros, nanos);
            case Answer.Refused refused ->
                    refusedByReason
                            .computeIfAbsent(refused.reason(), _ -> new LongAdder())
                            .increment();
            case Answer.NotStored _ -> notStoredAnswers.increment();
            case Answer.Unknown _ -> unknownAnswers.increment();
        }
    }

    void accepted(DemoEvent event, long nanosSinceIntended) {
        accepted.add(event);
        acceptedCount.increment();
        record(sinceIntendedMicros, nanosSinceIntended);
    }

    void unresolved(DemoEvent event) {
        unresolved.add(event);
    }

    void repeated() {
        repeatedRequests.increment();
    }

    long acceptedCount() {
        return acceptedCount.sum();
    }

    /** All that was seen; call when no request is under way any more. */
    Sent sent() {
        var refused = new TreeMap<String, Long>();
        refusedByReason.forEach((reason, count) -> refused.put(reason, count.sum()));
        return new Sent(
                started.sum(),
                List.copyOf(accepted),
                List.copyOf(unresolved),
                refused,
                unknownAnswers.sum(),
                notStoredAnswers.sum(),
                repeatedRequests.sum(),
                answerMicros,
                sinceIntendedMicros);
    }

    private static void record(Histogram histogram, long nanos) {
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
        histogram.recordValue(Math.clamp(micros, 0, HIGHEST_MICROS));
    }
}
