// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scaling;

import dev.headgate.contract.telemetry.ConsumerTelemetry;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the consumers of a pipeline told at a look, and at the one before.
 *
 * @param now by where they were asked
 * @param before by the name of the instance
 */
record Told(Map<URI, ConsumerTelemetry> now, Map<String, ConsumerTelemetry> before) {

    static final Told NOTHING = new Told(Map.of(), Map.of());

    Told {
        now = Map.copyOf(now);
        before = Map.copyOf(before);
    }

    /** At the next look, at which these pods could be asked and all that was told is this. */
    Told next(List<ConsumerPod> pods, Map<URI, ConsumerTelemetry> all) {
        return new Told(
                pods.stream()
                        .map(ConsumerPod::management)
                        .filter(all::containsKey)
                        .distinct()
                        .collect(Collectors.toMap(Function.identity(), all::get)),
                now.values().stream()
                        .collect(
                                Collectors.toMap(
                                        ConsumerTelemetry::instance,
                                        Function.identity(),
                                        (one, _) -> one)));
    }

    List<ConsumerTelemetry> consumers() {
        return List.copyOf(now.values());
    }

    /** Records a second that a pod settles; of one that tells nothing, none. */
    double load(ConsumerPod pod) {
        @Nullable ConsumerTelemetry told = now.get(pod.management());
        if (told == null) {
            return 0;
        }
        @Nullable ConsumerTelemetry earlier = before.get(told.instance());
        double seconds = told.uptimeSeconds() - (earlier == null ? 0 : earlier.uptimeSeconds());
        long records = told.processedRecords() - (earlier == null ? 0 : earlier.processedRecords());
        return seconds > 0 ? records / seconds : 0;
    }
}
