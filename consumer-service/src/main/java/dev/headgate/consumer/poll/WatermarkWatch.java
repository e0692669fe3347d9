// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.BackgroundLoop;
import dev.headgate.consumer.LogKey;
import dev.headgate.consumer.landing.Fence;
import dev.headgate.consumer.landing.LandingDatabase;
import dev.headgate.consumer.landing.LandingFailure;
import dev.headgate.consumer.landing.PartitionRef;
import dev.headgate.consumer.landing.WatermarkStore;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second whether the watermarks still are what the lanes think. A lane that settles
 * records finds out by itself; this is for the idle ones, which would otherwise not hear of a
 * replay, nor of a database that was restored to an older state.
 */
final class WatermarkWatch implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(WatermarkWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final LandingDatabase database;
    private final Supplier<Collection<Lane>> lanes;
    private final Consumer<Lane> onFenceLost;
    private final WatermarkStore watermarks = new WatermarkStore();
    private final BackgroundLoop loop;

    WatermarkWatch(
            LandingDatabase database,
            Supplier<Collection<Lane>> lanes,
            Consumer<Lane> onFenceLost) {
        this.database = database;
        this.lanes = lanes;
        this.onFenceLost = onFenceLost;
        this.loop = new BackgroundLoop("watermark-watch", PERIOD, Duration.ZERO, this::look);
    }

    void start() {
        loop.start();
    }

    @Override
    public void close() {
        loop.close();
    }

    private Duration look() throws InterruptedException {
        // Before the question: the watermark is never behind what a lane knows to be settled.
        var settled = new HashMap<Lane, Long>();
        lanes.get().forEach(lane -> settled.put(lane, lane.settled().next()));
        if (settled.isEmpty()) {
            return PERIOD;
        }
        try {
            Map<PartitionRef, Fence> now = database.transaction(watermarks::readAll);
            settled.forEach((lane, next) -> {
                if (!holds(now.get(lane.partition()), lane.epoch(), next)) {
                    onFenceLost.accept(lane);
                }
            });
        } catch (RuntimeException e) {
            LOGGER.atDebug()
                    .addKeyValue(LogKey.SQL_STATE, LandingFailure.of(e).sqlState())
                    .log("watermarks cannot be looked at");
        }
        return PERIOD;
    }

    private static boolean holds(@Nullable Fence now, long epoch, long settled) {
        return now != null && now.epoch() == epoch && now.next() >= settled;
    }
}
