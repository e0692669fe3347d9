// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Writes lines on a thread of its own; those that find the queue full are left out. */
final class LineWriter implements AutoCloseable {

    private static final int LINES_MAX = 8_192;
    private static final long CLOSE_MILLIS_MAX = 1_000;

    /** An empty line: behind it nothing is written. */
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(LINES_MAX);
    private final LongAdder dropped = new LongAdder();
    private final OutputStream out;
    private final Thread thread;

    private LineWriter(OutputStream out) {
        this.out = new BufferedOutputStream(out);
        this.thread = Thread.ofPlatform().daemon().name("access-log").unstarted(this::run);
    }

    static LineWriter start(OutputStream out) {
        var writer = new LineWriter(out);
        writer.thread.start();
        return writer;
    }

    /** Never waits. */
    void offer(byte[] line) {
        if (!queue.offer(line)) {
            dropped.increment();
        }
    }

    long dropped() {
        return dropped.sum();
    }

    private void run() {
        try {
            byte[] line = queue.take();
            while (line.length > 0) {
                write(line);
                line = queue.take();
            }
            flush();
        } catch (InterruptedException _) {
            // Nobody waits for the rest any more.
        }
    }

    /** Whoever reads the lines may be gone; the service goes on without them. */
    private void write(byte[] line) {
        try {
            out.write(line);
            if (queue.isEmpty()) {
                out.flush();
            }
        } catch (IOException _) {
            dropped.increment();
        }
    }

    private void flush() {
        try {
            out.flush();
        } catch (IOException _) {
            dropped.increment();
        }
    }

    @Override
    public void close() {
        try {
            if (queue.offer(END, CLOSE_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
                thread.join(CLOSE_MILLIS_MAX);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
