// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

/**
 * A plant at the end of a second.
 *
 * @param second since the begin
 * @param arrivals records a second that arrive, on average
 * @param age of the oldest record that could be settled, in seconds
 * @param lag records that wait
 * @param ready replicas that work
 * @param desired replicas that were asked for
 */
public record Moment(int second, double arrivals, int age, long lag, int ready, int desired) {}
