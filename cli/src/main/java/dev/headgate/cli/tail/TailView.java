// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.tail;

import dev.headgate.tail.LiveTail;
import dev.headgate.tail.SeenRecord;
import dev.headgate.tail.TailCounts;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Writes samples to standard output, and to standard error what must be known of them: what is
 * missing, that Kafka is away, and at the end, also that of Ctrl-C, the sum.
 */
final class TailView implements AutoCloseable {

    private static final Duration WAIT = Duration.ofMillis(200);
    private static final Duration BETWEEN_NOTICES = Duration.ofSeconds(10);
    private static final long END_SECONDS_MAX = 2;

    private final PrintWriter out;
    private final PrintWriter err;
    private final RecordPrinter printer;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().name("tail-end").unstarted(this::interrupt);
    private volatile boolean stopped;

    TailView(PrintWriter out, PrintWriter err, RecordPrinter printer) {
        this.out = out;
        this.err = err;
        this.printer = printer;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Shows samples until there were so many, standard output is gone, or the process ends. */
    void show(LiveTail tail, long limit) throws InterruptedException {
        long shown = 0;
        long missedBefore = 0;
        long noticedAt = System.nanoTime();
        boolean away = false;
        while (!stopped && shown < limit && !out.checkError()) {
            Optional<SeenRecord> next = tail.next(WAIT);
            if (next.isPresent()) {
                out.println(printer.line(next.get()));
                shown++;
            }
            if (away != tail.interrupted()) {
                away = !away;
                say(away ? "Kafka does not answer; waiting for it." : "Kafka is back.");
            }
            if (System.nanoTime() - noticedAt > BETWEEN_NOTICES.toNanos()) {
                noticedAt = System.nanoTime();
                missedBefore = notice(tail.counts(), missedBefore);
            }
        }
        say(sum(shown, tail.counts()));
    }

    private long notice(TailCounts counts, long before) {
        if (counts.missed() > before) {
            say(String.format(Locale.ROOT, "(%,d more not shown)", counts.missed() - before));
        }
        return counts.missed();
    }

    /** What was shown, and what was not, and why. */
    static String sum(long shown, TailCounts counts) {
        return String.format(
                Locale.ROOT,
                "%,d shown of %,d that matched, of %,d read; left out: %,d above the rate, %,d that"
                        + " the output was too slow for, %,d not read to stay at the end",
                shown,
                counts.matched(),
                counts.read(),
                counts.leftOut(),
                counts.dropped(),
                counts.jumpedOver());
    }

    private void say(String sentence) {
        out.flush();
        err.println(sentence);
        err.flush();
    }

    private void interrupt() {
        stopped = true;
        try {
            if (!ended.await(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                err.flush();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending already, and the hook has seen it.
        }
    }
}
