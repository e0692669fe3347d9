// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

import java.util.List;

/**
 * What the comparison of the ledger with the database found.
 *
 * @param accepted events answered 202
 * @param rows rows in the database
 * @param lost ids of accepted events without a row
 * @param duplicated ids of events with more than one row
 * @param changed ids of events whose row differs from the input
 * @param foreign ids of rows that nobody sent
 * @param realsFound how many different real events are there, equal to their input
 */
record Verdict(
        long accepted,
        long rows,
        List<String> lost,
        List<String> duplicated,
        List<String> changed,
        List<String> foreign,
        long realsFound) {

    /** Whether every accepted event is there once, unchanged, and nothing else is. */
    boolean holds() {
        return lost.isEmpty() && duplicated.isEmpty() && changed.isEmpty() && foreign.isEmpty();
    }
}
