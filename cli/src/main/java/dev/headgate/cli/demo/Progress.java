// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

import dev.headgate.loadtest.result.Second;
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
    private volatile long accepted;

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
    synchronized void show(dev.headgate.loadtest.live.Progress run) {
        accepted = run.acceptedEvents();
        Second.DatabaseLook look = run.last().database();
        String rows = look == null ? "database away" : "%,d rows".formatted(look.rows());
        String text =
                switch (run.phase()) {
                    case WarmingUp, Sending -> "%,d accepted, %s".formatted(accepted, rows);
                    case AwaitingRows ->
                            "%,d accepted, %s; waiting for the last".formatted(accepted, rows);
                    case Verifying -> "comparing every row with its event";
                };
        if (terminal) {
            int full =
                    (int)
                            (BAR_CHARS
                                    * Math.min(run.sent(), run.planned())
                                    / Math.max(1, run.planned()));
            out.printf(
                    Locale.ROOT,
                    "\r%6.1f s  [%s%s] %s\033[K",
                    secondsSinceStart(),
                    "#".repeat(full),
                    ".".repeat(BAR_CHARS - full),
                    text);
            out.flush();
            barShown = true;
        } else if (System.nanoTime() - lastPlain > PLAIN_INTERVAL.toNanos()) {
            lastPlain = System.nanoTime();
            step(text);
        }
    }

    /** Events accepted so far. */
    long accepted() {
        return accepted;
    }

    private double secondsSinceStart() {
        return (System.nanoTime() - started) / 1e9;
    }
}
