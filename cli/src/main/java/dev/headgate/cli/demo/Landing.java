// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

/**
 * How events came into the database.
 *
 * @param suppressed repeats that consumers kept out
 * @param deadLetters records kept as dead letters
 * @param medianSeconds from acceptance to the row, half of all rows
 * @param p99Seconds the same, 99 of 100 rows
 */
record Landing(long suppressed, long deadLetters, double medianSeconds, double p99Seconds) {}
