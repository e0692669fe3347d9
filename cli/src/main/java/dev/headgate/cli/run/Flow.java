// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import java.time.Duration;

/**
 * Totals of a run, and what waits.
 *
 * @param accepted events accepted since the start
 * @param rows rows landed since the start
 * @param lagRecords records in Kafka that are not settled
 * @param oldestAge age of the oldest of them that a consumer holds
 * @param consumers how many run
 */
record Flow(long accepted, long rows, long lagRecords, Duration oldestAge, int consumers) {}
