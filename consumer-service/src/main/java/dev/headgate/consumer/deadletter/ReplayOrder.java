// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

/**
 * What somebody wants to be replayed, and how.
 *
 * @param selection which letters
 * @param rate most letters in a second
 * @param stopOnFailure whether the first letter that fails ends the replay
 * @param force whether letters are taken too whose replays have failed too often
 */
public record ReplayOrder(
        LetterSelection selection, int rate, boolean stopOnFailure, boolean force) {

    /** Letters in a second, if nobody says another number. */
    public static final int RATE = 100;

    /** Most letters in a second that can be asked for. */
    public static final int RATE_MAX = 10_000;

    /** After so many failed replays a letter is taken only by force. */
    public static final int REPLAYS_MAX = 3;
}
