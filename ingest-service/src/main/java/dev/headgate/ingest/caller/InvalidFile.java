// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

/** A file that is not as it should be; the message says where and why, and repeats no value. */
public final class InvalidFile extends Exception {

    private static final long serialVersionUID = 1L;

    /** With a sentence for people. */
    public InvalidFile(String message) {
        super(message);
    }
}
