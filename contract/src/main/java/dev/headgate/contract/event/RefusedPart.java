// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.event;

/** What of a request the record of a refused event has, byte for byte. */
public enum RefusedPart {
    /** The event's data; the rest of the event could be read and is in the headers. */
    DATA("data"),
    /** The event as it stood in the body, since it could not be read. */
    EVENT("event"),
    /** The body, since no event could be found in it. */
    BODY("body");

    private final String word;

    RefusedPart(String word) {
        this.word = word;
    }

    /** The word in the header. */
    public String word() {
        return word;
    }
}
