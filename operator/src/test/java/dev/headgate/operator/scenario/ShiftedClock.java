// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The real time, and more as the story wants: it can be put forward. For any number of threads. */
final class ShiftedClock implements InstantSource {

    private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

    void forward(Duration by) {
        shift.updateAndGet(by::plus);
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(shift.get());
    }
}
