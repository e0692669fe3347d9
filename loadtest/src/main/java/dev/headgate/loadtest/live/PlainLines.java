// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.live;

import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A line of text every few seconds, for logs: as each phase begins, then at an interval, and at the
 * end.
 */
public final class PlainLines implements LiveView {

    /** How often a line is written. */
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private final PrintStream out;
    private final long intervalSeconds;
    private Interval interval = new Interval(0);
    private @Nullable Progress shown;
    private @Nullable Progress unwritten;

    public PlainLines(PrintStream out, Duration interval) {
        this.out = out;
        this.intervalSeconds = interval.toSeconds();
    }

    @Override
    public void show(Progress progress) {
        boolean phaseBegins = shown == null || shown.phase() != progress.phase();
        if (phaseBegins) {
            write();
        }
        interval.add(progress);
        shown = progress;
        unwritten = progress;
        if (phaseBegins || interval.seconds() >= intervalSeconds) {
            write();
        }
    }

    /** Writes what was not written yet. */
    @Override
    public void close() {
        write();
    }

    private void write() {
        Progress now = unwritten;
        if (now != null) {
            out.println(interval.line(now));
            out.flush();
            interval = new Interval(now.elapsedSeconds());
            unwritten = null;
        }
    }
}
