// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.BackgroundLoop;
import dev.headgate.consumer.LogKey;
import dev.headgate.consumer.landing.IdentityHorizon;
import dev.headgate.consumer.landing.LandingFailure;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets old event identities once a minute, a bounded number each time. */
public final class HorizonSweeper implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(HorizonSweeper.class);

    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** Two million an hour for each consumer at most. */
    private static final int CHUNKS_MAX = 40;

    private final IdentityHorizon horizon;
    private final BackgroundLoop loop;

    private HorizonSweeper(IdentityHorizon horizon) {
        this.horizon = horizon;
        this.loop = new BackgroundLoop("identity-horizon", PERIOD, Duration.ZERO, this::sweep);
    }

    /** Begins to sweep, the first time after a minute. */
    public static HorizonSweeper start(IdentityHorizon horizon) {
        var sweeper = new HorizonSweeper(horizon);
        sweeper.loop.start();
        return sweeper;
    }

    @Override
    public void close() {
        loop.close();
    }

    private Duration sweep() throws InterruptedException {
        try {
            int forgotten = horizon.sweep(CHUNKS_MAX);
            LOGGER.atDebug().addKeyValue(LogKey.COUNT, forgotten).log("identities forgotten");
        } catch (RuntimeException e) {
            LandingFailure failure = LandingFailure.of(e);
            LOGGER.atWarn()
                    .addKeyValue(LogKey.SQL_STATE, failure.sqlState())
                    .addKeyValue(LogKey.REASON, failure.message())
                    .log("old identities stay for now");
        }
        return PERIOD;
    }
}
