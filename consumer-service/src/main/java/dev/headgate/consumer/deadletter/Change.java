// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

/** What came of something that somebody wanted to be done to dead letters. */
public sealed interface Change {

    /**
     * Letters were thrown away.
     *
     * @param letters how many
     */
    record Discarded(int letters) implements Change {}

    /**
     * A corrected version was kept.
     *
     * @param id the letter
     * @param version number of the version; 1 is the record as it was received
     */
    record Patched(long id, int version) implements Change {}

    /**
     * A replay is on its way.
     *
     * @param job how it stands
     * @param guarded letters that were left out because their replays have failed too often
     * @param more whether the selection has more letters than one replay takes
     */
    record Requested(ReplayJob job, int guarded, boolean more) implements Change {}

    /**
     * A replay was ended.
     *
     * @param job how it stands
     */
    record Ended(ReplayJob job) implements Change {}

    /**
     * Nothing was done: there is no such letter or replay.
     *
     * @param what which
     */
    record Unknown(String what) implements Change {}

    /**
     * Nothing was done: it cannot be done as things stand.
     *
     * @param why in one sentence
     */
    record Refused(String why) implements Change {}

    /**
     * Nothing was done: the corrected version could not land either.
     *
     * @param reason one word for the cause
     * @param detail in one sentence
     */
    record Unfit(String reason, String detail) implements Change {}
}
