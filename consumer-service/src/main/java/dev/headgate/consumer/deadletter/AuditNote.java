// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * What is written down of something that was done to dead letters.
 *
 * @param action what was done
 * @param actor who did it
 * @param replayId the replay in which it was done; null if in none
 * @param reason why; null if nobody said
 */
record AuditNote(Action action, String actor, @Nullable Long replayId, @Nullable String reason) {

    private static final int REASON_CHARS_MAX = 1024;

    /** What can be done to a letter; the constants' names stand in the table. */
    enum Action {
        /** A replay was asked for. */
        Requested,
        /** A replay made it a row. */
        Landed,
        /** A replay found its event landed already. */
        Suppressed,
        /** A replay failed. */
        Failed,
        /** Its replay ended before it was tried. */
        Returned,
        /** It was corrected. */
        Patched,
        /** It was thrown away. */
        Discarded
    }

    /** Makes the reason fit its column. */
    AuditNote {
        if (reason != null) {
            String plain = reason.replace('\0', ' ');
            reason = plain.substring(0, Math.min(plain.length(), REASON_CHARS_MAX));
        }
    }

    static AuditNote of(Action action, Caller caller, @Nullable String reason) {
        return new AuditNote(action, caller.name(), null, reason);
    }
}
