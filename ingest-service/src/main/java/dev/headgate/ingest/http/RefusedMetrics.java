// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.contract.name.MetricName;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what became of refused events that were to be kept. */
public final class RefusedMetrics {

    private final Map<Outcome, LongAdder> events = new EnumMap<>(Outcome.class);

    /** What became of one. */
    enum Outcome {
        /** It is in its topic. */
        STORED,
        /** It may be there or not. */
        UNKNOWN,
        /** It is not there: Kafka or the topic was away. */
        NOT_STORED,
        /** It is not there: it is larger than an event may be. */
        TOO_LARGE,
        /** It is not there: too many waited for Kafka. */
        NO_ROOM
    }

    /** Counters that the given registry shows. */
    public RefusedMetrics(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            LongAdder count = new LongAdder();
            events.put(outcome, count);
            String word = outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
            registry.getOrCreate(
                    FunctionalCounter.builder(
                                    MetricName.INGEST_REFUSED_EVENTS, count, LongAdder::sum)
                            .tags(List.of(Tag.create("outcome", word))));
        }
    }

    void count(Outcome outcome) {
        LongAdder count = events.get(outcome);
        if (count != null) {
            count.increment();
        }
    }
}
