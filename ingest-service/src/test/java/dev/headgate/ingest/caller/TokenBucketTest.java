// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long SECOND = 1_000_000_000;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND);

    @Test
    void givesOneSecondsWorthAtOnceAndTheRestEvenly() {
        var bucket = new TokenBucket(10, now::get);
        for (int i = 0; i < 10; i++) {
            assertThat(bucket.take(1)).isNotPositive();
        }

        assertThat(bucket.take(1)).isEqualTo(SECOND / 10);
        now.addAndGet(SECOND / 10);
        assertThat(bucket.take(1)).isNotPositive();
        assertThat(bucket.take(1)).isEqualTo(SECOND / 10);
    }

    @Test
    void holdsNoMoreThanOneSecondsWorth() {
        var bucket = new TokenBucket(10, now::get);
        now.addAndGet(3_600 * SECOND);

        assertThat(bucket.take(10)).isNotPositive();
        assertThat(bucket.take(1)).isPositive();
    }

    @Test
    void givesMoreThanItHoldsOnlyWhenFullAndIsPaidAfterwards() {
        var bucket = new TokenBucket(10, now::get);
        assertThat(bucket.take(1)).isNotPositive();
        assertThat(bucket.take(100)).isEqualTo(SECOND / 10);
        now.addAndGet(SECOND / 10);

        assertThat(bucket.take(100)).isNotPositive();
        assertThat(bucket.take(1)).isEqualTo(9 * SECOND + SECOND / 10);
        assertThat(bucket.take(0)).isEqualTo(9 * SECOND);
    }

    @Test
    void takesBackWhatWasNotUsed() {
        var bucket = new TokenBucket(1, now::get);
        assertThat(bucket.take(1)).isNotPositive();
        bucket.giveBack(1);

        assertThat(bucket.take(1)).isNotPositive();
    }

    @Test
    void givesNoMoreToManyThreads() throws InterruptedException {
        var bucket = new TokenBucket(1_000, now::get);
        var given = new AtomicInteger();
        var begin = new CountDownLatch(1);
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            threads[i] =
                    Thread.ofVirtual()
                            .start(() -> {
                                awaited(begin);
                                for (int j = 0; j < 1_000; j++) {
                                    given.addAndGet(bucket.take(1) > 0 ? 0 : 1);
                                }
                            });
        }
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(given).hasValue(1_000);
    }

    private static void awaited(CountDownLatch begin) {
        try {
            begin.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
