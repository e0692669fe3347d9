// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How far a long simulation is; a short one says nothing. Not for several threads. */
final class Progress implements AutoCloseable {

    private static final long QUIET_NANOS = 2_000_000_000L;
    private static final long IN_PLACE_NANOS = 200_000_000L;
    private static final long LINE_NANOS = 5_000_000_000L;

    private final PrintWriter out;
    private final boolean inPlace;
    private final LongSupplier nanoTime;
    private final long secondsDue;
    private String running = "";
    private long secondsDone;
    private long next;
    private boolean shown;

    /**
     * @param inPlace whether it is drawn over and over on the same line
     * @param secondsDue simulated seconds of all runs
     */
    Progress(PrintWriter out, boolean inPlace, LongSupplier nanoTime, long secondsDue) {
        this.out = out;
        this.inPlace = inPlace;
        this.nanoTime = nanoTime;
        this.secondsDue = secondsDue;
        this.next = nanoTime.getAsLong() + QUIET_NANOS;
    }

    /** From now on this is what runs. */
    void runs(String name) {
        running = name;
    }

    /** Another second was simulated. */
    void second() {
        secondsDone++;
        long now = nanoTime.getAsLong();
        if (now - next < 0) {
            return;
        }
        next = now + (inPlace ? IN_PLACE_NANOS : LINE_NANOS);
        String text =
                String.format(
                        Locale.ROOT,
                        "%3d %% simulated, %s",
                        100 * secondsDone / secondsDue,
                        running);
        if (inPlace) {
            out.print("\r" + text + "\033[K");
        } else {
            out.println(text);
        }
        out.flush();
        shown = true;
    }

    /** Leaves no trace on a terminal. */
    @Override
    public void close() {
        if (inPlace && shown) {
            out.print("\r\033[K");
            out.flush();
        }
    }
}
