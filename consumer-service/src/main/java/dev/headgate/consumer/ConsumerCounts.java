// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import java.time.Duration;

/**
 * What the service has done since it started and what waits for it now.
 *
 * @param rows rows landed
 * @param suppressed repeats of known events
 * @param deadLettered records kept as dead letters
 * @param lagRecords records in Kafka that are not settled, in the partitions that it owns
 * @param oldestAge age of the oldest record that is fetched and not settled; zero if none is
 * @param partitions partitions that it owns and works on
 * @param dataGaps gaps found in Kafka's log
 * @param fenceFailures transactions rolled back because the partition was taken
 * @param commitFailures commits that Kafka did not take
 * @param parked records parked to be tried again
 * @param retried attempts at parked records; those that the surroundings spoiled do not count
 * @param exhausted parked records that were given up
 * @param parkedNow records that are parked in the pipeline, at most the bound of settings
 * @param oldestParkedAge for how long the oldest of them has been parked; zero if none is
 */
public record ConsumerCounts(
        long rows,
        long suppressed,
        long deadLettered,
        long lagRecords,
        Duration oldestAge,
        int partitions,
        long dataGaps,
        long fenceFailures,
        long commitFailures,
        long parked,
        long retried,
        long exhausted,
        int parkedNow,
        Duration oldestParkedAge) {}
