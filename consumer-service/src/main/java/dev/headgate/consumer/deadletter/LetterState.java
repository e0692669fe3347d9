// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * What became of a dead letter; the constants' names stand in the table. A letter that is being
 * replayed is told by the lock on its row alone: a process that dies leaves nothing to be undone.
 */
public enum LetterState {
    /** It has no row, and nobody has decided anything. */
    Dead,
    /** A replay will try it. */
    ReplayRequested,
    /** It is a row now. */
    Landed,
    /** Its event is a row already, from another place. */
    Suppressed,
    /** Somebody decided that it is not wanted. */
    Discarded;

    /** The letter is in this state. Written out, so that partial indexes are found. */
    Condition now() {
        return DEAD_LETTER.STATE.eq(value());
    }

    /** The state as the table has it. */
    Field<String> value() {
        return DSL.inline(name());
    }
}
