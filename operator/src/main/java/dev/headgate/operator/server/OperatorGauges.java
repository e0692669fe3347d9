// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.server;

import dev.headgate.contract.name.MetricName;
import dev.headgate.operator.resource.PipelineCondition;
import dev.headgate.operator.resource.PipelineCondition.Truth;
import dev.headgate.operator.resource.PipelineResource;
import dev.headgate.operator.status.StatusFactory;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the operator has in hand, counted whenever somebody asks. */
public final class OperatorGauges {

    private OperatorGauges() {}

    /**
     * Adds the gauges to a registry.
     *
     * @param leading whether this replica acts
     * @param pipelines those that this replica looks after
     * @param kafkaClusters how many Kafka clusters a connection is kept for
     */
    public static void register(
            MeterRegistry registry,
            BooleanSupplier leading,
            Supplier<Stream<PipelineResource>> pipelines,
            IntSupplier kafkaClusters) {
        registry.getOrCreate(
                Gauge.builder(MetricName.OPERATOR_LEADING, () -> leading.getAsBoolean() ? 1 : 0));
        registry.getOrCreate(
                Gauge.builder(MetricName.OPERATOR_KAFKA_CLUSTERS, kafkaClusters::getAsInt));
        for (Truth truth : Truth.values()) {
            registry.getOrCreate(
                    Gauge.builder(
                                    MetricName.OPERATOR_PIPELINES,
                                    () -> count(pipelines.get(), truth))
                            .tags(List.of(Tag.create("ready", truth.name()))));
        }
    }

    private static long count(Stream<PipelineResource> pipelines, Truth truth) {
        return pipelines.filter(pipeline -> ready(pipeline) == truth).count();
    }

    /** Of a pipeline that nobody has looked at yet, it is not known. */
    private static Truth ready(PipelineResource pipeline) {
        return pipeline.getStatus() == null
                ? Truth.Unknown
                : pipeline.getStatus().conditions().stream()
                        .filter(condition -> condition.type().equals(StatusFactory.READY))
                        .map(PipelineCondition::status)
                        .findFirst()
                        .orElse(Truth.Unknown);
    }
}
