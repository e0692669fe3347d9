// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import dev.headgate.contract.name.MetricName;
import dev.headgate.contract.pipeline.TopicSpec;
import dev.headgate.ingest.caller.CallerMetrics;
import dev.headgate.ingest.growth.TopicGates;
import dev.headgate.ingest.http.AccessLog;
import dev.headgate.ingest.http.Admission;
import dev.headgate.ingest.http.CallerDesk;
import dev.headgate.ingest.http.IngestMetrics;
import dev.headgate.ingest.http.IngestParts;
import dev.headgate.ingest.http.IngestServer;
import dev.headgate.ingest.http.RefusedMetrics;
import dev.headgate.ingest.http.SchemaDesk;
import dev.headgate.ingest.kafka.DeadlineWatch;
import dev.headgate.ingest.kafka.KafkaGate;
import dev.headgate.ingest.kafka.KafkaPublisher;
import dev.headgate.ingest.kafka.ProducerSupervisor;
import dev.headgate.ingest.schema.EventSchemas;
import dev.headgate.ingest.schema.SchemaMetrics;
import dev.headgate.ingest.setting.AccessLogSettings;
import dev.headgate.ingest.setting.IngestSettings;
import dev.headgate.ingest.setting.LimitSettings;
import dev.headgate.ingest.setting.TlsSettings;
import io.helidon.config.Config;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsConfig;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ingest service, running. What it answered with success is in Kafka on all in-sync replicas,
 * whatever happens to it.
 */
public final class IngestService {

    private static final Logger LOGGER = LoggerFactory.getLogger(IngestService.class);

    /** start() waits so long for Kafka; after that it returns and the service goes on waiting. */
    private static final Duration FIRST_LOOK_MAX = Duration.ofSeconds(10);

    private final IngestParts parts;
    private final IngestMetrics metrics;
    private final DrainSwitch drain;
    private final IngestServer server;
    private final CallerParts callers;

    private IngestService(
            IngestParts parts,
            IngestMetrics metrics,
            DrainSwitch drain,
            IngestServer server,
            CallerParts callers) {
        this.parts = parts;
        this.metrics = metrics;
        this.drain = drain;
        this.server = server;
        this.callers = callers;
    }

    /**
     * Starts with the {@code ingest} branch of a root configuration. The ports are open when this
     * returns; if Kafka and all topics were there within ten seconds, it is also ready.
     */
    public static IngestService start(Config config) {
        IngestSettings settings = IngestSettings.create(config);
        EventSchemas schemas =
                EventSchemas.create(settings.schemas(), settings.limits().schemaStepsMax());
        CallerParts callers = CallerParts.create(settings, schemas.files());
        MeterRegistry registry = MeterRegistry.create(MetricsConfig.create());
        var metrics = new IngestMetrics(registry);
        var gate = new KafkaGate();
        ProducerSupervisor supervisor = ProducerSupervisor.create(settings, gate);
        var limits = settings.limits();
        var growth =
                new TopicGates(
                        settings.topics().stream().map(TopicSpec::name).toList(),
                        supervisor::partitions,
                        settings.kafka().deliveryTimeout());
        growth.holdAtStart(settings.startHold());
        var parts =
                new IngestParts(
                        settings,
                        gate,
                        supervisor,
                        new KafkaPublisher(supervisor, gate, metrics),
                        DeadlineWatch.start(),
                        new Admission(limits.inFlightRequestsMax(), limits.inFlightBytesMax()),
                        growth,
                        new CallerDesk(
                                callers.callers(),
                                settings.server().tls().clientAuth() != TlsSettings.ClientAuth.None,
                                new CallerMetrics(registry)),
                        callers.webhooks(),
                        new SchemaDesk(schemas, new SchemaMetrics(registry)),
                        new RefusedMetrics(registry),
                        callers.tls(),
                        accessLog(settings.accessLog()));
        gauges(registry, parts);
        IngestMetrics.gauge(registry, MetricName.INGEST_STALE_FILES, callers::stale);
        var drain = new DrainSwitch();
        callers.start();
        IngestServer server = IngestServer.start(parts, metrics, registry, drain::isOn);
        var service = new IngestService(parts, metrics, drain, server, callers);
        service.look(supervisor);
        return service;
    }

    private static @Nullable AccessLog accessLog(AccessLogSettings settings) {
        return settings.on()
                ? AccessLog.start(settings, new FileOutputStream(FileDescriptor.out))
                : null;
    }

    private void look(ProducerSupervisor supervisor) {
        supervisor.start();
        boolean ready;
        try {
            ready = supervisor.awaitReady(FIRST_LOOK_MAX);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            ready = false;
        }
        LOGGER.atInfo()
                .addKeyValue("port", port())
                .addKeyValue("managementPort", managementPort())
                .addKeyValue("ready", ready)
                .addKeyValue("settings", parts.settings())
                .log("ingest started");
    }

    private static void gauges(MeterRegistry registry, IngestParts parts) {
        IngestMetrics.gauge(
                registry, MetricName.INGEST_IN_FLIGHT_REQUESTS, parts.admission()::requests);
        IngestMetrics.gauge(registry, MetricName.INGEST_IN_FLIGHT_BYTES, parts.admission()::bytes);
        AccessLog accessLog = parts.accessLog();
        IngestMetrics.gauge(
                registry,
                MetricName.INGEST_ACCESS_LINES_DROPPED,
                () -> accessLog == null ? 0 : accessLog.dropped());
        LimitSettings limits = parts.settings().limits();
        IngestMetrics.gauge(
                registry, MetricName.INGEST_IN_FLIGHT_REQUESTS_MAX, limits::inFlightRequestsMax);
        IngestMetrics.gauge(
                registry, MetricName.INGEST_IN_FLIGHT_BYTES_MAX, limits::inFlightBytesMax);
        IngestMetrics.gauge(
                registry, MetricName.INGEST_BUFFER_FREE_BYTES, parts.supervisor()::bufferFreeBytes);
        IngestMetrics.gauge(
                registry, MetricName.INGEST_PRODUCERS_REPLACED, parts.supervisor()::rebuilt);
    }

    /** Port for clients. */
    public int port() {
        return server.port();
    }

    /** Port for health and metrics. */
    public int managementPort() {
        return server.managementPort();
    }

    /** Whether Kafka and all topics were seen and the service is not stopping. */
    public boolean isReady() {
        return parts.supervisor().isReady() && !drain.isOn();
    }

    /** What was done until now. */
    public IngestCounts counts() {
        return new IngestCounts(
                metrics.requests(),
                metrics.stored(),
                metrics.duplicate(),
                metrics.invalid(),
                metrics.retry(),
                metrics.unknown(),
                parts.admission().requests(),
                parts.admission().bytes());
    }

    /**
     * Stops without cutting a request: readiness off, serving on for the removal delay and until it
     * is quiet, then closing, flushing, gone. Blocks; a second call does nothing.
     */
    public DrainReport stop() {
        long began = System.nanoTime();
        long before = metrics.requests();
        if (!drain.turnOn()) {
            return report(began, before, 0);
        }
        LOGGER.atInfo().log("ingest is draining");
        var settings = parts.settings().drain();
        drain.pause(settings.endpointRemovalDelay());
        drain.awaitQuiet(metrics::requests);
        server.stop();
        callers.close();
        int cut = parts.admission().requests();
        parts.supervisor().close();
        parts.deadlines().close();
        if (parts.accessLog() != null) {
            parts.accessLog().close();
        }
        DrainReport report = report(began, before, cut);
        LOGGER.atInfo().addKeyValue("drained", report).log("ingest stopped");
        return report;
    }

    private DrainReport report(long began, long requestsBefore, int cut) {
        return new DrainReport(
                counts(),
                metrics.requests() - requestsBefore,
                cut,
                Duration.ofNanos(System.nanoTime() - began));
    }
}
