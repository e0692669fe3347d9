// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli;

import java.io.Console;
import java.util.Optional;

/** Whether somebody watches: then progress is drawn in place, else line by line. */
public final class Terminal {

    private Terminal() {}

    /** True on a terminal, unless the user set {@code NO_COLOR}. */
    public static boolean drawsInPlace() {
        return System.getenv("NO_COLOR") == null
                && Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
}
