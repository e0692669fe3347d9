// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import dev.headgate.consumer.poll.RunningConsumer;
import dev.headgate.contract.telemetry.ConsumerTelemetry;
import dev.headgate.contract.telemetry.PartitionTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reads a consumer's telemetry from what it knows anyway; asks neither Kafka nor PostgreSQL. */
final class TelemetrySource {

    private final ConsumerSettings.PipelineId pipeline;
    private final String instance;
    private final ConsumerTotals totals;
    private final RunningConsumer consumer;
    private final Instant processStartedAt;
    private final Instant startedAt = Instant.now();
    private final long startedNs = System.nanoTime();

    TelemetrySource(
            ConsumerSettings.PipelineId pipeline,
            String instance,
            ConsumerTotals totals,
            RunningConsumer consumer) {
        this.pipeline = pipeline;
        this.instance = instance;
        this.totals = totals;
        this.consumer = consumer;
        this.processStartedAt = ProcessHandle.current().info().startInstant().orElse(startedAt);
    }

    /** As things stand now. */
    ConsumerTelemetry read() {
        // Work before its time: whoever divides the two must not get too much of a rate.
        long processed = totals.settledRecords();
        BusyTime.Integral busy = totals.busy().integral();
        ConsumerCounts counts = consumer.counts();
        List<PartitionTelemetry> partitions = consumer.partitions();
        return new ConsumerTelemetry(
                ConsumerTelemetry.SCHEMA_VERSION,
                pipeline.namespace(),
                pipeline.name(),
                instance,
                processStartedAt.toString(),
                startedAt.toString(),
                Instant.now().toString(),
                uptime().toNanos() / 1e9,
                totals.busy().writers(),
                processed,
                counts.rows(),
                counts.suppressed(),
                counts.deadLettered(),
                counts.parked(),
                totals.transactions(),
                busy.busySeconds(),
                busy.laneSeconds(),
                counts.parkedNow(),
                totals.unpublishedLetters(),
                totals.replaysUnderWay(),
                consumer.problems(),
                partitions.size(),
                partitions.stream().limit(ConsumerTelemetry.PARTITIONS_MAX).toList());
    }

    Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - startedNs);
    }
}
