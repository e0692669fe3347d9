// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import java.util.List;
import org.jooq.Condition;

/**
 * The letters that something is to be done to: those of these numbers, or without numbers all that
 * the filter lets through.
 *
 * @param ids their numbers; empty if the filter says which
 * @param filter which, if there are no numbers
 */
public record LetterSelection(List<Long> ids, LetterFilter filter) {

    /** Most letters that one order takes; what is left over is for the next one. */
    public static final int LETTERS_MAX = 100_000;

    /** Most numbers in one order. */
    public static final int IDS_MAX = 10_000;

    /** Keeps the list from changing. */
    public LetterSelection {
        ids = List.copyOf(ids);
    }

    /** The letters that are meant, whatever state they are in. */
    Condition condition() {
        return ids.isEmpty() ? filter.condition() : LetterTable.isOneOf(ids);
    }
}
