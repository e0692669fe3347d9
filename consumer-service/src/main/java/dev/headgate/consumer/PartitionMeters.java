// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import dev.headgate.contract.name.MetricName;
import dev.headgate.contract.telemetry.ConsumerTelemetry;
import dev.headgate.contract.telemetry.PartitionTelemetry;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of each assigned partition. They come and go with the assignment, which is looked at
 * once a second.
 */
final class PartitionMeters implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private static final Map<String, ToDoubleFunction<PartitionTelemetry>> GAUGES =
            Map.of(
                    MetricName.CONSUMER_PARTITION_NEXT_OFFSET,
                    partition -> known(partition.nextOffset()),
                    MetricName.CONSUMER_PARTITION_LAG_RECORDS,
                    partition -> known(partition.lagRecords()),
                    MetricName.CONSUMER_PARTITION_BUFFERED_RECORDS,
                    PartitionTelemetry::bufferedRecords,
                    MetricName.CONSUMER_PARTITION_BLOCKED_SECONDS,
                    partition -> blocked(partition.blockedSince()));

    private final MeterRegistry registry;
    private final List<Tag> tags;
    private final Supplier<List<PartitionTelemetry>> source;
    private final Map<TopicPartition, PartitionTelemetry> seen = new ConcurrentHashMap<>();
    private final Thread thread;

    private PartitionMeters(
            MeterRegistry registry, List<Tag> tags, Supplier<List<PartitionTelemetry>> source) {
        this.registry = registry;
        this.tags = tags;
        this.source = source;
        this.thread = Thread.ofVirtual().name("partition-meters").unstarted(this::run);
    }

    static PartitionMeters start(
            MeterRegistry registry, List<Tag> tags, Supplier<List<PartitionTelemetry>> source) {
        var meters = new PartitionMeters(registry, tags, source);
        meters.thread.start();
        return meters;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                show(look());
                Thread.sleep(PERIOD);
            }
        } catch (InterruptedException _) {
            show(Map.of());
        }
    }

    private Map<TopicPartition, PartitionTelemetry> look() {
        return source.get().stream()
                .limit(ConsumerTelemetry.PARTITIONS_MAX)
                .collect(
                        Collectors.toMap(
                                each -> new TopicPartition(each.topic(), each.partition()),
                                each -> each));
    }

    private void show(Map<TopicPartition, PartitionTelemetry> now) {
        List<TopicPartition> come =
                now.keySet().stream().filter(each -> !seen.containsKey(each)).toList();
        List<TopicPartition> gone =
                seen.keySet().stream().filter(each -> !now.containsKey(each)).toList();
        seen.putAll(now);
        come.forEach(this::add);
        for (TopicPartition partition : gone) {
            GAUGES.keySet().forEach(name -> registry.remove(name, of(partition)));
            seen.remove(partition);
        }
    }

    private void add(TopicPartition partition) {
        GAUGES.forEach((name, value) ->
                registry.getOrCreate(
                        Gauge.builder(name, () -> value(partition, value))
                                .description("Of an assigned partition")
                                .tags(of(partition))));
    }

    private Double value(TopicPartition partition, ToDoubleFunction<PartitionTelemetry> value) {
        @Nullable PartitionTelemetry now = seen.get(partition);
        return now == null ? Double.NaN : value.applyAsDouble(now);
    }

    private List<Tag> of(TopicPartition partition) {
        return new ArrayList<>(
                Stream.concat(
                                tags.stream(),
                                Stream.of(
                                        Tag.create("topic", partition.topic()),
                                        Tag.create(
                                                "partition",
                                                Integer.toString(partition.partition()))))
                        .toList());
    }

    private static double known(@Nullable Long value) {
        return value == null ? Double.NaN : value;
    }

    private static double blocked(@Nullable String since) {
        return since == null
                ? 0
                : Duration.between(Instant.parse(since), Instant.now()).toMillis() / 1e3;
    }
}
