// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import dev.headgate.loadtest.outcome.AcknowledgedPositions;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/** What one loop counts and measures. The loop writes, anybody may read. */
final class LoopTallies {

    /** Longest duration that is told apart: longer ones count as this. */
    static final long MICROS_MAX = 24L * 3600 * 1_000_000;

    private static final int DIGITS = 3;
    private static final int ANSWERS_MAX = 200;

    final Tally sent = new Tally();
    final Tally resent = new Tally();
    final Tally answered = new Tally();
    final Tally inFlight = new Tally();
    final Tally late = new Tally();
    final Tally latestMicros = new Tally();
    final Tally sentBytes = new Tally();
    final Tally accepted = new Tally();
    final Tally refused = new Tally();
    final Tally unknown = new Tally();
    final Tally wronglyAccepted = new Tally();

    private final SingleWriterRecorder sinceDue = new SingleWriterRecorder(MICROS_MAX, DIGITS);
    private final SingleWriterRecorder service = new SingleWriterRecorder(MICROS_MAX, DIGITS);
    private final Map<String, Long> answers = new HashMap<>();
    private final AcknowledgedPositions positions = new AcknowledgedPositions();

    static Histogram histogram() {
        return new Histogram(MICROS_MAX, DIGITS);
    }

    void measured(long sinceDueNanos, long serviceNanos) {
        sinceDue.recordValue(micros(sinceDueNanos));
        service.recordValue(micros(serviceNanos));
    }

    /** Counts an answer by its name; beyond a bound of different names, under a common one. */
    void answer(String name) {
        synchronized (answers) {
            boolean known = answers.containsKey(name) || answers.size() < ANSWERS_MAX;
            answers.merge(known ? name : "others", 1L, Long::sum);
        }
    }

    void addAnswersTo(Map<String, Long> sum) {
        synchronized (answers) {
            answers.forEach((name, count) -> sum.merge(name, count, Long::sum));
        }
    }

    AcknowledgedPositions positions() {
        return positions;
    }

    /** Durations from the due instant since the last call. */
    Histogram takeSinceDue() {
        return sinceDue.getIntervalHistogram();
    }

    /** Durations from the send since the last call. */
    Histogram takeService() {
        return service.getIntervalHistogram();
    }

    private static long micros(long nanos) {
        return Math.clamp(nanos / 1_000, 0, MICROS_MAX);
    }
}
