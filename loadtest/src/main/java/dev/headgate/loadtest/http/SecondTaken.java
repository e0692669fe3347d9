// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import dev.headgate.loadtest.result.LoadResult.AnswerCount;
import dev.headgate.loadtest.result.Second;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A second that has just ended.
 *
 * @param second the second, without a look at the database
 * @param elapsedNanos since the run's start
 * @param totals counts since the run's start
 * @param answers how often each answer came since the run's start, the commonest first
 * @param sinceDue durations from the due instant in this second; used again for the next one
 * @param service durations from the send in this second; used again for the next one
 */
public record SecondTaken(
        Second second,
        long elapsedNanos,
        Totals totals,
        List<AnswerCount> answers,
        Histogram sinceDue,
        Histogram service) {}
