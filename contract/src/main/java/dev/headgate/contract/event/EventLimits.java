// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.event;

/**
 * Longest texts of an event, in UTF-16 code units. With four bytes for each they still fit
 * PostgreSQL's index row limit of 2,704 bytes for {@code (source, event_id)}.
 */
public final class EventLimits {

    /** Longest event id. */
    public static final int ID_CHARS_MAX = 256;

    /** Longest event type. */
    public static final int TYPE_CHARS_MAX = 256;

    /** Longest event key. */
    public static final int KEY_CHARS_MAX = 512;

    /** Longest event source. */
    public static final int SOURCE_CHARS_MAX = 256;

    private EventLimits() {}
}
