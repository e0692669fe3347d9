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

    /** A second may end a little early and is still the one that fills the interval. */
    private static final double EARLY_SECONDS = 0.5;

    private final PrintStream out;
    private final double intervalSeconds;
    private Interval interval = new Interval(0);
    private double writtenAtSeconds;
    private @Nullable Progress shown;
    private @Nullable Progress unwritten;

    public PlainLines(PrintStream out, Duration interval) {
        this.out = out;
        this.intervalSeconds = interval.toMillis() / 1e3;
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
        if (phaseBegins
                || progress.elapsedSeconds() - writtenAtSeconds > intervalSeconds - EARLY_SECONDS) {
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
            writtenAtSeconds = now.elapsedSeconds();
            interval = new Interval(writtenAtSeconds);
            unwritten = null;
        }
    }
}
