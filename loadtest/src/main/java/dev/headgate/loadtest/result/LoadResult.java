// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.result;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one run, as written to {@code result.json}; the published form is {@code
 * docs/reference/load-result.schema.json}.
 *
 * @param format version of this form; grows when a reader of an older form would be misled
 * @param run which run it was
 * @param settings what was asked for, in words; secrets are left out
 * @param machine where the generator ran
 * @param requests how sending went
 * @param answers how often each answer came, the commonest first
 * @param latency from the instant a request was due to its last answer
 * @param serviceTime from the instant a request was written to its answer
 * @param seconds the run over time
 * @param verdict what the database holds; null if it was not asked
 * @param thresholds what was demanded
 */
public record LoadResult(
        int format,
        Run run,
        Map<String, String> settings,
        Machine machine,
        Requests requests,
        List<AnswerCount> answers,
        Latency latency,
        Latency serviceTime,
        List<Second> seconds,
        @Nullable Verdict verdict,
        List<ThresholdCheck> thresholds) {

    /** The present form. */
    public static final int FORMAT = 1;

    public LoadResult {
        answers = List.copyOf(answers);
        seconds = List.copyOf(seconds);
        thresholds = List.copyOf(thresholds);
    }

    /** Whether every promise and every demand was kept. */
    public boolean passed() {
        return (verdict == null || (verdict.holds() && verdict.settled()))
                && thresholds.stream().allMatch(ThresholdCheck::met);
    }

    /** The same result with its demands checked. */
    public LoadResult with(List<ThresholdCheck> checks) {
        return new LoadResult(
                format,
                run,
                settings,
                machine,
                requests,
                answers,
                latency,
                serviceTime,
                seconds,
                verdict,
                checks);
    }

    /**
     * Which run it was.
     *
     * @param id part of every event's id
     * @param startedAt ISO 8601, UTC
     * @param durationSeconds from the first due request to the last answer
     * @param mode open or closed
     * @param target where requests went
     * @param pipeline name of the pipeline; null if none was named
     * @param seed what the events were made from
     * @param interrupted whether it was stopped before its end
     */
    public record Run(
            String id,
            String startedAt,
            double durationSeconds,
            String mode,
            String target,
            @Nullable String pipeline,
            long seed,
            boolean interrupted) {}

    /**
     * Where the generator ran.
     *
     * @param processors number of processors it could use
     * @param memoryBytes the machine's memory
     * @param system name and version of the operating system
     * @param java version of Java
     */
    public record Machine(int processors, long memoryBytes, String system, String java) {}

    /**
     * How sending went.
     *
     * @param due requests that were due
     * @param sent requests that were sent, each counted once
     * @param resent requests sent again after a failure
     * @param neverSent requests that were due and never sent, since the run ended first
     * @param late requests sent more than the tolerance after they were due
     * @param latestMicros the longest such delay
     * @param targetRate requests a second that were due, on average; 0 in a closed run
     * @param achievedRate requests a second that were answered, on average
     * @param eventsPerSecond events a second that were acknowledged, on average
     * @param eventsPerRequest events in each request
     * @param sentBytes bytes of requests
     * @param acceptedEvents events that answers acknowledged, repeats included
     * @param refusedEvents events that answers refused, repeats included
     * @param unknownEvents events that answers left open, repeats included
     * @param wronglyAccepted events that are wrong on purpose and were acknowledged
     */
    public record Requests(
            long due,
            long sent,
            long resent,
            long neverSent,
            long late,
            long latestMicros,
            double targetRate,
            double achievedRate,
            double eventsPerSecond,
            int eventsPerRequest,
            long sentBytes,
            long acceptedEvents,
            long refusedEvents,
            long unknownEvents,
            long wronglyAccepted) {}

    /**
     * How often an answer came.
     *
     * @param answer its status and problem, or what happened in place of an answer
     * @param count how often
     */
    public record AnswerCount(String answer, long count) {}

    /**
     * One demand.
     *
     * @param threshold as it was written
     * @param actual what was measured, with its unit
     * @param met whether the demand was kept
     */
    public record ThresholdCheck(String threshold, String actual, boolean met) {}
}
