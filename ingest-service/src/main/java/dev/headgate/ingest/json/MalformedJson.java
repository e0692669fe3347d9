// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.json;

/**
 * The body is not JSON. Has no stack trace: it is an answer to a client, made on the hot path, not
 * a fault of the program.
 */
public final class MalformedJson extends Exception {

    private static final long serialVersionUID = 1L;

    private final int position;

    MalformedJson(int position, String message) {
        super(message, null, false, false);
        this.position = position;
    }

    /** Offset of the offending byte; the body's length if the body ends too early. */
    public int position() {
        return position;
    }

    /** What is wrong there. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
