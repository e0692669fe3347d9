// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

/**
 * What came of a run.
 *
 * @param violationMinutes time in which the oldest record was older than promised; partitions whose
 *     head cannot be settled do not count, for no number of replicas helps them
 * @param p99AgeSeconds 99th percentile over time of the age of the oldest record
 * @param replicaHours replicas that were asked for, times how long
 * @param actions changes of their number
 * @param reversals changes in the other direction than the one before, less than 15 min after it
 * @param lagMax most records that waited
 * @param pausedPartitionSeconds time that partitions stood still because they moved
 * @param movedBacklog records that waited in partitions when these moved, in seconds of work of one
 *     replica: the R-score
 * @param surplusHours hours of replicas that were asked for beyond one for each partition
 */
public record Score(
        double violationMinutes,
        double p99AgeSeconds,
        double replicaHours,
        int actions,
        int reversals,
        long lagMax,
        long pausedPartitionSeconds,
        double movedBacklog,
        double surplusHours) {}
