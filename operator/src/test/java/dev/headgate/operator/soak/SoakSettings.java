// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.soak;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long a run is.
 *
 * @param pipelines how many there are in the end
 * @param rest how long nothing changes then
 */
record SoakSettings(int pipelines, Duration rest) {

    private static final List<Double> STEPS = List.of(0.1, 0.2, 0.5, 1.0);

    /** From {@code headgate.soak.pipelines} and {@code headgate.soak.minutes}. */
    static SoakSettings read() {
        return new SoakSettings(
                Integer.getInteger("headgate.soak.pipelines", 500),
                Duration.ofMinutes(Integer.getInteger("headgate.soak.minutes", 10)));
    }

    SoakSettings {
        if (pipelines < 10) {
            throw new IllegalArgumentException("a soak needs at least ten pipelines");
        }
    }

    /** The numbers of pipelines at which is measured: 50, 100, 250 and 500 of 500. */
    List<Integer> steps() {
        return STEPS.stream()
                .flatMap(part -> Stream.of((int) Math.round(part * pipelines)))
                .toList();
    }
}
