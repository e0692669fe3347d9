// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

/** The service cannot start as it was called; the message is the sentence to show. */
final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }
}
