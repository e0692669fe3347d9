// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.trace;

/**
 * Says why a file is no trace; the message is a sentence with file, line and remedy, fit for the
 * terminal as it is.
 */
public final class TraceFileException extends Exception {

    private static final long serialVersionUID = 1L;

    TraceFileException(String message) {
        super(message);
    }

    TraceFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
