// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.coding;

import java.io.IOException;

/** What was sent is not what its coding says. Has no stack trace: it is an answer to a client. */
public final class DamagedCoding extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedCoding(String message) {
        super(message);
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }

    /** What is wrong. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
