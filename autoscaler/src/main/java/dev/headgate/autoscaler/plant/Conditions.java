// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import dev.headgate.autoscaler.plant.Disturbance.Downstream;
import dev.headgate.autoscaler.plant.Disturbance.Lasting;
import dev.headgate.autoscaler.plant.Disturbance.Poison;
import dev.headgate.autoscaler.plant.Disturbance.Rate;
import dev.headgate.autoscaler.plant.Disturbance.Silence;
import java.util.Arrays;
import java.util.List;

/** What lasts in the present second of all that befalls a plant. Not for several threads. */
final class Conditions {

    private final List<Lasting> lasting;
    private final boolean[] blocked;
    private int changesAt;
    private Bound bound = Bound.NONE;
    private double rateFactor = 1;
    private boolean kafkaSilent;
    private boolean telemetrySilent;

    Conditions(List<Disturbance> disturbances, int partitions) {
        this.lasting =
                disturbances.stream()
                        .filter(Lasting.class::isInstance)
                        .map(Lasting.class::cast)
                        .toList();
        this.blocked = new boolean[partitions];
        for (Lasting each : lasting) {
            if (each instanceof Poison poison && poison.partition() >= partitions) {
                throw new IllegalArgumentException(
                        "partition "
                                + poison.partition()
                                + " is poisoned, but the plant has "
                                + partitions);
            }
        }
    }

    /** Goes on to a second that is later than the one before. */
    void turn(int second) {
        if (second < changesAt) {
            return;
        }
        clear();
        changesAt = Integer.MAX_VALUE;
        for (Lasting each : lasting) {
            if (each.holds(second)) {
                apply(each);
                changesAt = Math.min(changesAt, each.to());
            } else if (each.from() > second) {
                changesAt = Math.min(changesAt, each.from());
            }
        }
    }

    private void clear() {
        Arrays.fill(blocked, false);
        bound = Bound.NONE;
        rateFactor = 1;
        kafkaSilent = false;
        telemetrySilent = false;
    }

    private void apply(Lasting each) {
        switch (each) {
            case Downstream down -> {
                if (down.recordsPerSecond() < bound.recordsPerSecond()) {
                    bound = new Bound(down.recordsPerSecond(), down.soft());
                }
            }
            case Rate rate -> rateFactor *= rate.factor();
            case Poison poison -> blocked[poison.partition()] = true;
            case Silence silence -> {
                kafkaSilent |= silence.kafka();
                telemetrySilent |= silence.telemetry();
            }
        }
    }

    /** On what all replicas together settle. */
    Bound bound() {
        return bound;
    }

    /** What rates of replicas are multiplied with. */
    double rateFactor() {
        return rateFactor;
    }

    /** Whether a partition gives nothing. */
    boolean isBlocked(int partition) {
        return blocked[partition];
    }

    boolean isKafkaSilent() {
        return kafkaSilent;
    }

    boolean isTelemetrySilent() {
        return telemetrySilent;
    }
}
