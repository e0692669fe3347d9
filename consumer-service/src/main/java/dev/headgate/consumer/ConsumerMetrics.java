// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import dev.headgate.consumer.retry.RetryResult;
import dev.headgate.contract.name.MetricName;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The service's metrics, in a registry of its own: several services may share a process. Counters
 * read the totals; nothing is counted twice.
 */
final class ConsumerMetrics {

    private final MeterRegistry registry = MeterRegistry.create();
    private final List<Tag> tags;

    ConsumerMetrics(
            ConsumerSettings.PipelineId pipeline,
            ConsumerTotals totals,
            Supplier<ConsumerCounts> counts) {
        tags =
                List.of(
                        Tag.create("namespace", pipeline.namespace()),
                        Tag.create("pipeline", pipeline.name()));
        counter(MetricName.CONSUMER_PROCESSED, totals.settled, "Records settled by lanes");
        gauge(
                MetricName.CONSUMER_BUSY_SECONDS,
                () -> totals.busy().integral().busySeconds(),
                "Seconds of lanes at work as a share of the writers; only rises");
        gauge(
                MetricName.CONSUMER_LANE_SECONDS,
                () -> totals.busy().integral().laneSeconds(),
                "Seconds of lanes at work, added up; only rises");
        gauge(
                MetricName.CONSUMER_WRITERS,
                () -> (double) totals.busy().writers(),
                "Lanes that can write at the same time");
        counter(MetricName.CONSUMER_ROWS, totals.rows, "Rows landed");
        counter(MetricName.CONSUMER_SUPPRESSED, totals.suppressed, "Repeats of known events");
        counter(MetricName.CONSUMER_DEAD_LETTERS, totals.deadLettered, "Dead letters kept");
        counter(MetricName.CONSUMER_PARKED, totals.parked, "Records parked to be tried again");
        for (RetryResult result : RetryResult.values()) {
            registry.getOrCreate(
                    FunctionalCounter.builder(
                                    MetricName.CONSUMER_RETRIES,
                                    totals.retries(result),
                                    LongAdder::sum)
                            .description("Attempts at parked records")
                            .tags(with("result", result.word())));
        }
        counter(MetricName.CONSUMER_DATA_GAPS, totals.dataGaps, "Gaps in Kafka's log");
        counter(
                MetricName.CONSUMER_FENCE_FAILURES,
                totals.fenceFailures,
                "Transactions rolled back because the partition was taken");
        counter(
                MetricName.CONSUMER_COMMIT_FAILURES,
                totals.commitFailures,
                "Offset commits that Kafka did not take");
        counter(
                MetricName.CONSUMER_RETENTION_ROWS,
                totals.retentionRows,
                "Rows removed because they were too old");
        counter(
                MetricName.CONSUMER_DEAD_LETTERS_PUBLISHED,
                totals.deadLettersPublished,
                "Dead letters that Kafka has confirmed in their topic");
        counter(
                MetricName.CONSUMER_DEAD_LETTER_PUBLISH_FAILURES,
                totals.deadLetterPublishFailures,
                "Attempts to publish dead letters that were broken off");
        gauge(
                MetricName.CONSUMER_DEAD_LETTERS_UNPUBLISHED,
                () -> (double) totals.unpublished().letters(),
                "Dead letters of the pipeline that are not in their topic, counted up to 10000");
        gauge(
                MetricName.CONSUMER_DEAD_LETTERS_UNPUBLISHED_OLDEST_AGE_SECONDS,
                () -> totals.unpublished().oldestAge().toMillis() / 1e3,
                "For how long the oldest of them has been kept");
        gauge(
                MetricName.CONSUMER_LAG_RECORDS,
                () -> (double) counts.get().lagRecords(),
                "Records in Kafka that are not settled");
        gauge(
                MetricName.CONSUMER_OLDEST_AGE_SECONDS,
                () -> counts.get().oldestAge().toMillis() / 1e3,
                "Age of the oldest fetched record that is not settled");
        gauge(
                MetricName.CONSUMER_PARKED_RECORDS,
                () -> (double) counts.get().parkedNow(),
                "Records parked in the pipeline");
        gauge(
                MetricName.CONSUMER_PARKED_OLDEST_AGE_SECONDS,
                () -> counts.get().oldestParkedAge().toMillis() / 1e3,
                "For how long the oldest parked record has been parked");
        gauge(
                MetricName.CONSUMER_PARTITIONS,
                () -> (double) counts.get().partitions(),
                "Partitions owned");
        Timer batches =
                registry.getOrCreate(
                        Timer.builder(MetricName.CONSUMER_BATCH_SECONDS)
                                .description("Time of a landing transaction")
                                .buckets(buckets())
                                .tags(tags));
        totals.recordBatchesTo(batches::record);
    }

    /** Tells for how long the consumer has been running. */
    void tell(TelemetrySource telemetry) {
        gauge(
                MetricName.CONSUMER_UPTIME_SECONDS,
                () -> telemetry.uptime().toMillis() / 1e3,
                "For how long this consumer has been running");
    }

    MeterRegistry registry() {
        return registry;
    }

    private List<Tag> with(String name, String value) {
        return Stream.concat(tags.stream(), Stream.of(Tag.create(name, value))).toList();
    }

    private static Duration[] buckets() {
        return List.of(5, 10, 25, 50, 100, 250, 500, 1_000, 5_000, 30_000).stream()
                .map(Duration::ofMillis)
                .toArray(Duration[]::new);
    }

    private void counter(String name, LongAdder source, String description) {
        registry.getOrCreate(
                FunctionalCounter.builder(name, source, LongAdder::sum)
                        .description(description)
                        .tags(tags));
    }

    private void gauge(String name, Supplier<Double> source, String description) {
        registry.getOrCreate(Gauge.builder(name, source).description(description).tags(tags));
    }
}
