// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator;

/** A start that cannot be; the message is a sentence for people. */
final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }
}
