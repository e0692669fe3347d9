// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.schema;

import dev.headgate.contract.name.MetricName;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what schemas said of events. */
public final class SchemaMetrics {

    private final Map<Outcome, LongAdder> checks = new EnumMap<>(Outcome.class);

    /** What a check ended with. */
    public enum Outcome {
        /** The event is as it should be. */
        FITS,
        /** It is not, and was taken: the schema only warns. */
        WARNED,
        /** It is not, and was refused. */
        REFUSED
    }

    /** Counters that the given registry shows. */
    public SchemaMetrics(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            LongAdder count = new LongAdder();
            checks.put(outcome, count);
            registry.getOrCreate(
                    FunctionalCounter.builder(
                                    MetricName.INGEST_SCHEMA_CHECKS, count, LongAdder::sum)
                            .tags(
                                    List.of(
                                            Tag.create(
                                                    "outcome",
                                                    outcome.name().toLowerCase(Locale.ROOT)))));
        }
    }

    /** One event was checked. */
    public void checked(Outcome outcome) {
        LongAdder count = checks.get(outcome);
        if (count != null) {
            count.increment();
        }
    }
}
