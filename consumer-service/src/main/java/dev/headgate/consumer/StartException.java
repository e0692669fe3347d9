// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

/** A start that cannot be; the message is a sentence for people. */
final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
