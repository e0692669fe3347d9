// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tail;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Samples on their way from Kafka to whoever looks. It is bounded, and never waits for them: what
 * finds no room is dropped and counted.
 */
final class SampleBuffer {

    private final TailFilter filter;
    private final Sampler sampler;
    private final BlockingQueue<SeenRecord> samples;
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong matched = new AtomicLong();
    private final AtomicLong leftOut = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong jumpedOver = new AtomicLong();

    SampleBuffer(TailFilter filter, Sampler sampler, int room) {
        this.filter = filter;
        this.sampler = sampler;
        this.samples = new ArrayBlockingQueue<>(room);
    }

    /** Called by one thread at a time. */
    void take(ConsumerRecord<byte[], byte[]> record, long nanoTime) {
        read.incrementAndGet();
        if (!filter.wants(record)) {
            return;
        }
        matched.incrementAndGet();
        if (!sampler.admits(nanoTime)) {
            leftOut.incrementAndGet();
        } else if (!samples.offer(RecordSight.of(record))) {
            dropped.incrementAndGet();
        }
    }

    void jumped(long records) {
        jumpedOver.addAndGet(records);
    }

    Optional<SeenRecord> next(Duration wait) throws InterruptedException {
        return Optional.ofNullable(samples.poll(wait.toNanos(), TimeUnit.NANOSECONDS));
    }

    TailCounts counts() {
        return new TailCounts(
                read.get(), matched.get(), leftOut.get(), dropped.get(), jumpedOver.get());
    }
}
