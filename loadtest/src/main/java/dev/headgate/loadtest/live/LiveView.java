// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.live;

import java.io.PrintStream;

/** A run as somebody sees it while it lasts. Owned by one thread; closed at the end of the run. */
public sealed interface LiveView extends AutoCloseable permits LivePanel, PlainLines {

    /** Shows how the run stands; called once a second. */
    void show(Progress progress);

    /** Leaves what was shown last, and the terminal as it was found. */
    @Override
    void close();

    /**
     * The view that fits.
     *
     * @param inPlace whether the output is a terminal that can be drawn on
     * @param columns width of the terminal, as {@link LivePanel#columns} reads it
     */
    static LiveView of(PrintStream out, boolean inPlace, int columns) {
        return inPlace ? new LivePanel(out, columns) : new PlainLines(out, PlainLines.INTERVAL);
    }
}
