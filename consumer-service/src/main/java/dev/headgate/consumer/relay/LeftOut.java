// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.relay;

/** What a published record lacks because its topic does not take it whole; least first. */
enum LeftOut {
    /** Nothing. */
    NOTHING(""),
    /** Its value. */
    VALUE("value"),
    /** All that it was: key, value and headers. */
    RECORD("key,value,headers");

    private final String word;

    LeftOut(String word) {
        this.word = word;
    }

    /** The word in the header. */
    String word() {
        return word;
    }
}
