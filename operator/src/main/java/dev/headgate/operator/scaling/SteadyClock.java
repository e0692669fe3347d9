// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Seconds since 1970 that never jump: those of the wall when this began, and from then on those of
 * the machine. So what one replica of the operator has learned means the same to the next one.
 */
final class SteadyClock {

    private final LongSupplier nanoTime;
    private final double beganSeconds;
    private final long beganNanos;

    SteadyClock(InstantSource wall, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        Instant now = wall.instant();
        this.beganSeconds = now.getEpochSecond() + now.getNano() / 1e9;
        this.beganNanos = nanoTime.getAsLong();
    }

    double seconds() {
        return beganSeconds + (nanoTime.getAsLong() - beganNanos) / 1e9;
    }
}
