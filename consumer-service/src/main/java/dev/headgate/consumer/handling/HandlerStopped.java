// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.handling;

/**
 * No event can be handled: the handler itself is broken or does not come back, or we are closed.
 */
public final class HandlerStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says which. */
    public HandlerStopped(String message) {
        super(message, null, false, false);
    }
}
