// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli;

import java.util.logging.LogManager;

/**
 * JUL's manager without its shutdown hook's effect: the usual one takes all handlers away while
 * this process is still draining, and what happens then is just what the log is wanted for.
 */
public final class LastingLog extends LogManager {

    private volatile boolean lasting;

    /** Called by JUL. */
    public LastingLog() {}

    /** Takes the place of JUL's own manager; must come before the first use of JUL. */
    static void install() {
        System.setProperty("java.util.logging.manager", LastingLog.class.getName());
    }

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
