// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

/** How a landing transaction ended, when the database did not fail. */
public sealed interface LandingOutcome {

    /**
     * All is committed: rows, identities, dead letters, parked records and watermark.
     *
     * @param rows rows that were not there before
     * @param suppressed repeats of events known from elsewhere
     * @param deadLettered dead letters that were not there before
     * @param parked records that are to be tried again and were not parked before
     */
    record Landed(int rows, int suppressed, int deadLettered, int parked)
            implements LandingOutcome {}

    /** All is rolled back: the watermark is not what the fence expects. */
    record FenceLost() implements LandingOutcome {}

    /**
     * All is rolled back: a record's place in Kafka is taken by a row with other data, which means
     * a wrong cluster or a log that was rewritten.
     *
     * @param offset the first such offset
     */
    record CoordinateTaken(long offset) implements LandingOutcome {}
}
