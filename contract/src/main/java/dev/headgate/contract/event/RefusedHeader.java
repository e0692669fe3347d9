// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.event;

/**
 * Header names of a record that keeps a refused event, beside those of {@link EventHeader}, which
 * it has if the event could be read. Every value is UTF-8 text.
 */
public final class RefusedHeader {

    /** Why it was refused: one CamelCase word, stable, to group by. */
    public static final String REASON = "x-refused.reason";

    /** Why it was refused: sentences for people, at most {@value #DETAIL_CHARS_MAX} characters. */
    public static final String DETAIL = "x-refused.detail";

    /** Longest detail, in characters. */
    public static final int DETAIL_CHARS_MAX = 1024;

    /** What the record's value is, as {@link RefusedPart} names it. */
    public static final String PART = "x-refused.part";

    private RefusedHeader() {}
}
