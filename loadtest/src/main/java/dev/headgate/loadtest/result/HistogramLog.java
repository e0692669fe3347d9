// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * All latencies of a run, second by second, in the log format of HdrHistogram, which its tools
 * read: intervals with the tag {@code due} count from the due instant, those with {@code service}
 * from the send. Values are microseconds.
 */
public final class HistogramLog implements Closeable {

    /** Histograms count microseconds, the log's heading speaks of milliseconds. */
    private static final double MAX_VALUE_UNIT_RATIO = 1_000;

    private final PrintStream out;
    private final HistogramLogWriter log;
    private long writtenNanos;

    private HistogramLog(PrintStream out) {
        this.out = out;
        this.log = new HistogramLogWriter(out);
    }

    /** Begins a new file. */
    @SuppressWarnings("MustBeClosedChecker") // Closed by close().
    public static HistogramLog create(Path file) throws IOException {
        return new HistogramLog(new PrintStream(Files.newOutputStream(file), false, UTF_8));
    }

    /** Writes the heading. */
    public void begin(Instant startedAt) {
        log.outputComment(
                "Headgate load; microseconds; due: from the due instant; service: from the send");
        log.outputLogFormatVersion();
        log.outputStartTime(startedAt.toEpochMilli());
        log.setBaseTime(startedAt.toEpochMilli());
        log.outputLegend();
    }

    /** Writes the interval from the last one to an instant. */
    public void interval(long elapsedNanos, Histogram sinceDue, Histogram service) {
        write("due", sinceDue, elapsedNanos);
        write("service", service, elapsedNanos);
        writtenNanos = elapsedNanos;
        out.flush();
    }

    private void write(String tag, Histogram histogram, long elapsedNanos) {
        Histogram tagged = histogram.copy();
        tagged.setTag(tag);
        log.outputIntervalHistogram(
                writtenNanos / 1e9, elapsedNanos / 1e9, tagged, MAX_VALUE_UNIT_RATIO);
    }

    @Override
    public void close() throws IOException {
        out.close();
        if (out.checkError()) {
            throw new IOException("the histogram log could not be written");
        }
    }
}
