// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tail;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live view of topics, at best effort: sampled, bounded, without a trace in Kafka. It outlives
 * whatever happens to Kafka or to the connector, and says so.
 */
public final class LiveTail implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveTail.class);
    private static final int SAMPLES_MAX = 256;
    private static final long BACKOFF_MILLIS_MIN = 500;
    private static final long BACKOFF_MILLIS_MAX = 10_000;
    private static final Duration STEADY = Duration.ofSeconds(30);

    /** Longer than the consumer waits for Kafka in any call. */
    private static final Duration UNASKED_MAX = Duration.ofSeconds(30);

    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final TailSettings settings;
    private final SampleBuffer buffer;
    private final Connectivity connectivity = new Connectivity(UNASKED_MAX);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Thread supervisor;
    private volatile @Nullable Instant since;

    private LiveTail(TailSettings settings) {
        this.settings = settings;
        this.since = settings.since();
        this.buffer =
                new SampleBuffer(
                        settings.filter(),
                        new Sampler(settings.perSecond(), System.nanoTime()),
                        SAMPLES_MAX);
        this.consumers =
                () -> new GrouplessConsumer(settings.kafka(), since, buffer::jumped, connectivity);
        this.supervisor =
                Thread.ofPlatform().daemon().name("headgate-tail-supervisor").unstarted(this::run);
    }

    /** Begins to look; Kafka may be away. */
    public static LiveTail open(TailSettings settings) {
        var tail = new LiveTail(settings);
        tail.supervisor.start();
        return tail;
    }

    /** The next sample, if there is one in time. */
    public Optional<SeenRecord> next(Duration wait) throws InterruptedException {
        return buffer.next(wait);
    }

    /** What was seen so far, and what of it is not shown. */
    public TailCounts counts() {
        return buffer.counts();
    }

    /** Whether nothing can be seen at present. It mends itself. */
    public boolean interrupted() {
        return connectivity.lost();
    }

    private void run() {
        long backoff = BACKOFF_MILLIS_MIN;
        try {
            do {
                long began = System.nanoTime();
                Throwable failure = oneChannel();
                if (closed.getCount() == 0) {
                    return;
                }
                connectivity.ended();
                if (connectivity.foundOnce()) {
                    // From now on: what came before was either shown or lies in the past.
                    since = null;
                }
                boolean steady = System.nanoTime() - began > STEADY.toNanos();
                backoff = steady ? BACKOFF_MILLIS_MIN : Math.min(backoff * 2, BACKOFF_MILLIS_MAX);
                LOG.atWarn()
                        .addKeyValue("error", String.valueOf(failure))
                        .addKeyValue("again_in_ms", backoff)
                        .log("the channel from Kafka ended");
            } while (!closed.await(backoff, TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Throwable oneChannel() throws InterruptedException {
        try (var channel = new TailChannel(settings, consumers, buffer, connectivity)) {
            return channel.awaitEnd();
        } catch (RuntimeException e) {
            return e;
        }
    }

    /** Stops looking; blocks for five seconds at most. */
    @Override
    public void close() {
        closed.countDown();
        supervisor.interrupt();
        try {
            supervisor.join(CLOSE_MAX);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
