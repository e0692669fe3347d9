// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the demonstration shows while it works: numbered steps, and a bar while events are sent. */
final class Progress {

    private static final int BAR_CHARS = 30;
    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(5);

    private final PrintStream out;
    private final boolean terminal;
    private final long started = System.nanoTime();
    private long lastPlain;
    private boolean barShown;

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A line with the seconds since the start. */
    synchronized void step(String text) {
        if (barShown) {
            out.print("\r\033[K");
            barShown = false;
        }
        out.printf(Locale.ROOT, "%6.1f s  %s%n", secondsSinceStart(), text);
    }

    /** Redraws the bar on a terminal; elsewhere a line now and then. */
    synchronized void sending(long accepted, long total, long rows) {
        if (terminal) {
            int full = (int) (BAR_CHARS * accepted / Math.max(1, total));
            out.printf(
                    Locale.ROOT,
                    "\r%6.1f s  [%s%s] %,d of %,d accepted, %,d rows\033[K",
                    secondsSinceStart(),
                    "#".repeat(full),
                    ".".repeat(BAR_CHARS - full),
                    accepted,
                    total,
                    rows);
            out.flush();
            barShown = true;
        } else if (System.nanoTime() - lastPlain > PLAIN_INTERVAL.toNanos()) {
            lastPlain = System.nanoTime();
            step("%,d of %,d accepted, %,d rows".formatted(accepted, total, rows));
        }
    }

    private double secondsSinceStart() {
        return (System.nanoTime() - started) / 1e9;
    }
}
