// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import dev.headgate.contract.name.MetricName;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was refused because of its caller; tells no names, of which there may be many. */
public final class CallerMetrics {

    private final Map<Refusal, LongAdder> refusals = new EnumMap<>(Refusal.class);

    /** Counters that the given registry shows. */
    public CallerMetrics(MeterRegistry registry) {
        for (Refusal refusal : Refusal.values()) {
            LongAdder count = new LongAdder();
            refusals.put(refusal, count);
            registry.getOrCreate(
                    FunctionalCounter.builder(
                                    MetricName.INGEST_CALLER_REFUSALS, count, LongAdder::sum)
                            .tags(List.of(Tag.create("reason", refusal.label()))));
        }
    }

    /** One request was refused, or one event. */
    public void refused(Refusal refusal) {
        LongAdder count = refusals.get(refusal);
        if (count != null) {
            count.increment();
        }
    }
}
