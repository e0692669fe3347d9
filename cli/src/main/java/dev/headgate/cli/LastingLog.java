// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli;

import java.util.logging.LogManager;

/**
 * JUL's manager without its shutdown hook's effect: the usual one takes all handlers away while
 * this process is still draining, and what happens then is just what the log is wanted for. It must
 * be named in {@link #PROPERTY} before this class or any other of JUL is initialised.
 */
public final class LastingLog extends LogManager {

    /**
     * The system property that names JUL's manager; a constant, so that reading it loads nothing.
     */
    static final String PROPERTY = "java.util.logging.manager";

    private volatile boolean lasting;

    /** Called by JUL. */
    public LastingLog() {}

    /** Takes all handlers away, once: later calls do nothing. */
    @Override
    public void reset() {
        if (!lasting) {
            super.reset();
        }
    }

    /** From here on the handlers stay to the very end. */
    static void last() {
        if (getLogManager() instanceof LastingLog manager) {
            manager.lasting = true;
        }
    }
}
