// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import dev.headgate.loadtest.outcome.AcknowledgedPositions;
import dev.headgate.loadtest.result.LoadResult.AnswerCount;
import java.time.Instant;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What a run came to, as the answers say.
 *
 * @param startedAt when the first request could be due
 * @param elapsedNanos from then to the last answer
 * @param interrupted whether it was ended early
 * @param totals all counts
 * @param answers how often each answer came, the commonest first
 * @param positions the last acknowledged place in each partition
 * @param sinceDue microseconds from the due instant to the final answer
 * @param service microseconds from the last send to its answer
 */
public record EngineResult(
        Instant startedAt,
        long elapsedNanos,
        boolean interrupted,
        Totals totals,
        List<AnswerCount> answers,
        AcknowledgedPositions positions,
        Histogram sinceDue,
        Histogram service) {}
