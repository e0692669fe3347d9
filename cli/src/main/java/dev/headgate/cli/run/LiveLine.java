// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The line that shows a run at work: each second on a terminal, in place; elsewhere a line every
 * ten seconds in which something moved.
 */
final class LiveLine {

    private static final int PLAIN_SECONDS = 10;

    private final PrintWriter out;
    private final boolean terminal;
    private final CountDownLatch stopped = new CountDownLatch(1);

    LiveLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Draws until {@link #stop()}; blocks. */
    void draw(Supplier<Flow> flows) throws InterruptedException {
        int seconds = terminal ? 1 : PLAIN_SECONDS;
        Flow before = flows.get();
        long at = System.nanoTime();
        while (!stopped.await(seconds, TimeUnit.SECONDS)) {
            Flow now = flows.get();
            long instant = System.nanoTime();
            boolean moved = now.accepted() != before.accepted() || now.rows() != before.rows();
            if (terminal || moved) {
                show(text(before, now, (instant - at) / 1e9));
            }
            before = now;
            at = instant;
        }
    }

    void stop() {
        stopped.countDown();
    }

    private synchronized void show(String text) {
        if (terminal) {
            out.print("\r" + text + "\033[K");
        } else {
            out.println(text);
        }
        out.flush();
    }

    /** A line that stays, above the one that is drawn in place. */
    synchronized void note(String text) {
        out.println(terminal ? "\r" + text + "\033[K" : text);
        out.flush();
    }

    static String text(Flow before, Flow now, double seconds) {
        return String.format(
                Locale.ROOT,
                "accepted %,.0f/s   rows %,.0f/s   lag %,d   oldest %.1f s   consumers %d   |   %,d accepted, %,d rows",
                (now.accepted() - before.accepted()) / seconds,
                (now.rows() - before.rows()) / seconds,
                now.lagRecords(),
                now.oldestAge().toMillis() / 1e3,
                now.consumers(),
                now.accepted(),
                now.rows());
    }
}
