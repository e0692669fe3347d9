// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.contract.name.MetricName;
import dev.headgate.ingest.coding.ContentCoding;
import dev.headgate.ingest.kafka.SendListener;
import dev.headgate.ingest.kafka.SendOutcome;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts what was answered and what became of events; striped, so that counting never waits. */
public final class IngestMetrics implements SendListener {

    private static final double NANOS_PER_SECOND = 1e9;

    private static final Duration[] ACK_BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final LongAdder requestsStored = new LongAdder();
    private final LongAdder requestsMixed = new LongAdder();
    private final Map<ProblemType, LongAdder> requestProblems = new EnumMap<>(ProblemType.class);
    private final LongAdder stored = new LongAdder();
    private final LongAdder duplicate = new LongAdder();
    private final LongAdder invalid = new LongAdder();
    private final LongAdder retry = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder bodyBytes = new LongAdder();
    private final Map<ContentCoding, LongAdder> compressedBytes =
            new EnumMap<>(ContentCoding.class);
    private final Map<ContentCoding, LongAdder> decompressedBytes =
            new EnumMap<>(ContentCoding.class);
    private final LongAdder enqueueNanos = new LongAdder();
    private final Map<BatchOutcome, LongAdder> batches = new EnumMap<>(BatchOutcome.class);
    private final Map<ClientAttempt, LongAdder> attempts = new EnumMap<>(ClientAttempt.class);
    private final Timer ackStored;
    private final Timer ackNotStored;
    private final Timer ackUnknown;

    /** What became of a request's events together. */
    enum BatchOutcome {
        STORED,
        MIXED,
        INVALID,
        RETRY,
        UNKNOWN
    }

    /** Counters that the given registry shows. */
    public IngestMetrics(MeterRegistry registry) {
        for (ProblemType type : ProblemType.values()) {
            LongAdder count = new LongAdder();
            requestProblems.put(type, count);
            counter(registry, MetricName.INGEST_REQUESTS, type.slug(), count);
        }
        counter(registry, MetricName.INGEST_REQUESTS, "stored", requestsStored);
        counter(registry, MetricName.INGEST_REQUESTS, "mixed", requestsMixed);
        counter(registry, MetricName.INGEST_EVENTS, "stored", stored);
        counter(registry, MetricName.INGEST_EVENTS, "duplicate", duplicate);
        counter(registry, MetricName.INGEST_EVENTS, "invalid", invalid);
        counter(registry, MetricName.INGEST_EVENTS, "retry", retry);
        counter(registry, MetricName.INGEST_EVENTS, "unknown", unknown);
        registry.getOrCreate(
                FunctionalCounter.builder(MetricName.INGEST_BODY_BYTES, bodyBytes, LongAdder::sum));
        for (ContentCoding coding : List.of(ContentCoding.GZIP, ContentCoding.ZSTD)) {
            Tag encoding = Tag.create("encoding", coding.token());
            compressedBytes.put(
                    coding, counter(registry, MetricName.INGEST_COMPRESSED_BYTES, encoding));
            decompressedBytes.put(
                    coding, counter(registry, MetricName.INGEST_DECOMPRESSED_BYTES, encoding));
        }
        for (BatchOutcome outcome : BatchOutcome.values()) {
            LongAdder count = new LongAdder();
            batches.put(outcome, count);
            counter(
                    registry,
                    MetricName.INGEST_BATCHES,
                    outcome.name().toLowerCase(Locale.ROOT),
                    count);
        }
        for (ClientAttempt attempt : ClientAttempt.values()) {
            attempts.put(
                    attempt,
                    counter(
                            registry,
                            MetricName.INGEST_CLIENT_ATTEMPTS,
                            Tag.create("attempt", attempt.label())));
        }
        registry.getOrCreate(
                Gauge.builder(
                        MetricName.INGEST_ENQUEUE_SECONDS,
                        () -> enqueueNanos.sum() / NANOS_PER_SECOND));
        ackStored = timer(registry, "stored");
        ackNotStored = timer(registry, "not-stored");
        ackUnknown = timer(registry, "unknown");
    }

    private static Timer timer(MeterRegistry registry, String outcome) {
        return registry.getOrCreate(
                Timer.builder(MetricName.INGEST_ACK_SECONDS)
                        .tags(List.of(Tag.create("outcome", outcome)))
                        .buckets(ACK_BUCKETS));
    }

    /** Shows a number that somebody else keeps. */
    public static void gauge(MeterRegistry registry, String name, LongSupplier value) {
        registry.getOrCreate(Gauge.builder(name, value::getAsLong));
    }

    private static void counter(
            MeterRegistry registry, String name, String outcome, LongAdder count) {
        registry.getOrCreate(
                FunctionalCounter.builder(name, count, LongAdder::sum)
                        .tags(List.of(Tag.create("outcome", outcome))));
    }

    private static LongAdder counter(MeterRegistry registry, String name, Tag tag) {
        LongAdder count = new LongAdder();
        registry.getOrCreate(
                FunctionalCounter.builder(name, count, LongAdder::sum).tags(List.of(tag)));
        return count;
    }

    /** A request came from a caller that is known. */
    void attempted(ClientAttempt attempt) {
        add(attempts.get(attempt), 1);
    }

    void answered(ProblemType type) {
        LongAdder count = requestProblems.get(type);
        if (count != null) {
            count.increment();
        }
    }

    void answeredStored() {
        requestsStored.increment();
    }

    void answeredMixed() {
        requestsMixed.increment();
    }

    void judged(ItemResult result) {
        switch (result) {
            case ItemResult.Stored item -> (item.duplicate() ? duplicate : stored).increment();
            case ItemResult.Invalid _ -> invalid.increment();
            case ItemResult.Retry _ -> retry.increment();
            case ItemResult.Unknown _ -> unknown.increment();
        }
    }

    void received(long bytes) {
        bodyBytes.add(bytes);
    }

    /** So much was sent compressed, and so much came out of it, be it taken or refused. */
    void decompressed(ContentCoding coding, long compressed, long decompressed) {
        add(compressedBytes.get(coding), compressed);
        add(decompressedBytes.get(coding), decompressed);
    }

    private static void add(@Nullable LongAdder count, long bytes) {
        if (count != null) {
            count.add(bytes);
        }
    }

    void batch(BatchOutcome outcome) {
        add(batches.get(outcome), 1);
    }

    @Override
    public void enqueued(long nanos) {
        enqueueNanos.add(nanos);
    }

    @Override
    public void answered(SendOutcome outcome, long nanos) {
        Timer timer =
                switch (outcome) {
                    case SendOutcome.Stored _ -> ackStored;
                    case SendOutcome.Unknown _ -> ackUnknown;
                    case SendOutcome.NotStored _, SendOutcome.HeldBack _, SendOutcome.TooLarge _ ->
                            ackNotStored;
                };
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Requests answered with success or a problem. */
    public long requests() {
        long problems = requestProblems.values().stream().mapToLong(LongAdder::sum).sum();
        return requestsStored.sum() + requestsMixed.sum() + problems;
    }

    /** Events in Kafka. */
    public long stored() {
        return stored.sum();
    }

    /** Repeats within one request. */
    public long duplicate() {
        return duplicate.sum();
    }

    /** Events refused for good. */
    public long invalid() {
        return invalid.sum();
    }

    /** Events certainly not stored. */
    public long retry() {
        return retry.sum();
    }

    /** Events of which it is not known. */
    public long unknown() {
        return unknown.sum();
    }
}
