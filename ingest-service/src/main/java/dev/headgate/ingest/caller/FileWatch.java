// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at files again and again, in a thread of its own; without files there is none. */
public final class FileWatch implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(FileWatch.class);

    private final List<WatchedFile> files;
    private final Duration interval;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Does nothing yet. */
    public FileWatch(List<WatchedFile> files, Duration interval) {
        this.files = List.copyOf(files);
        this.interval = interval;
    }

    /** Begins to look. */
    public void start() {
        if (!files.isEmpty()) {
            Thread.ofPlatform().daemon().name("file-watch").start(this::run);
        }
    }

    /** Files of which what was read before is in force, since they cannot be used now. */
    public long staleFiles() {
        return files.stream().filter(WatchedFile::stale).count();
    }

    private void run() {
        try {
            while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                files.forEach(FileWatch::look);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** A defect in reading one file keeps none from being looked at again. */
    private static void look(WatchedFile file) {
        try {
            file.look();
        } catch (RuntimeException e) {
            LOGGER.atError()
                    .addKeyValue("failure", e.getClass().getName())
                    .log("looking at a file failed");
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
