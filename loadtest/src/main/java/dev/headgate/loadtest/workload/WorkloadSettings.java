// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import java.util.regex.Pattern;

/**
 * How the events of a source are sent.
 *
 * @param runId part of each id: the event at index 5 is {@code <runId>-5}
 * @param seed what every random choice comes from
 * @param eventsPerRequest events in each request; 1 sends single events, more send arrays
 * @param gzip whether bodies are compressed
 * @param invalidShare share of events that are wrong on purpose, 0 to 1
 * @param repeatShare share of events that repeat an earlier one, 0 to 0.5
 */
public record WorkloadSettings(
        String runId,
        long seed,
        int eventsPerRequest,
        boolean gzip,
        double invalidShare,
        double repeatShare) {

    /** Most events in a request. */
    public static final int EVENTS_PER_REQUEST_MAX = 10_000;

    /** Largest share of repeats: each repeat needs an event that is none. */
    public static final double REPEAT_SHARE_MAX = 0.5;

    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public WorkloadSettings {
        if (!RUN_ID.matcher(runId).matches()) {
            throw new WorkloadException(
                    "The run id must be 1 to 100 letters, digits, dots, dashes and underscores,"
                            + " and begin with a letter or a digit.");
        }
        if (eventsPerRequest < 1 || eventsPerRequest > EVENTS_PER_REQUEST_MAX) {
            throw new WorkloadException(
                    "A request has 1 to %,d events, not %,d."
                            .formatted(EVENTS_PER_REQUEST_MAX, eventsPerRequest));
        }
        if (!(invalidShare >= 0 && invalidShare <= 1)) {
            throw new WorkloadException(
                    "The share of invalid events must be 0 to 1, not " + invalidShare + ".");
        }
        if (!(repeatShare >= 0 && repeatShare <= REPEAT_SHARE_MAX)) {
            throw new WorkloadException(
                    "The share of repeats must be 0 to 0.5, not " + repeatShare + ".");
        }
        if (invalidShare + repeatShare > 1) {
            throw new WorkloadException(
                    "The shares of invalid events and of repeats come to more than 1;"
                            + " make one of them smaller.");
        }
    }

    /** Single events, plain, all of them valid and none twice. */
    public static WorkloadSettings single(String runId, long seed) {
        return new WorkloadSettings(runId, seed, 1, false, 0, 0);
    }

    /** Arrays of events, plain, all of them valid and none twice. */
    public static WorkloadSettings batches(String runId, long seed, int eventsPerRequest) {
        return new WorkloadSettings(runId, seed, eventsPerRequest, false, 0, 0);
    }
}
