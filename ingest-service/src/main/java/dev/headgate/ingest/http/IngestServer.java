// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.contract.growth.GateOrder;
import dev.headgate.contract.pipeline.TopicRoutes;
import dev.headgate.ingest.event.EventForm;
import dev.headgate.ingest.event.EventIds;
import dev.headgate.ingest.event.WebhookBody;
import dev.headgate.ingest.kafka.KafkaPublisher;
import dev.headgate.ingest.kafka.SendListener;
import dev.headgate.ingest.setting.ConnectionSettings;
import dev.headgate.ingest.setting.IngestSettings;
import dev.headgate.ingest.setting.LimitSettings;
import io.helidon.common.socket.SocketOptions;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import io.helidon.webserver.observe.metrics.MetricsObserver;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Puts the routes on Helidon's web server: clients on one port, health and metrics on another. */
public final class IngestServer {

    /** How often idle connections are looked for; their age is known to a second. */
    private static final Duration IDLE_PERIOD = Duration.ofSeconds(1);

    private static final String MANAGEMENT = "management";
    private static final String WEBHOOK = "/v1/webhooks/{name}";

    private final WebServer server;
    private final ReceiveWatch watch;

    private IngestServer(WebServer server, ReceiveWatch watch) {
        this.server = server;
        this.watch = watch;
    }

    /** Opens both ports. */
    public static IngestServer start(
            IngestParts parts,
            IngestMetrics metrics,
            MeterRegistry registry,
            BooleanSupplier draining) {
        IngestSettings settings = parts.settings();
        WebServerConfig.Builder builder = WebServer.builder();
        if (parts.tls() != null) {
            builder.tls(parts.tls().helidon());
        }
        ConnectionSettings connections = settings.connections();
        var sockets = new AcceptedSockets(SocketOptions.builder().tcpNoDelay(true).build());
        ReceiveWatch watch = ReceiveWatch.start(sockets, connections.receiveTimeout());
        WebServer server =
                builder.shutdownHook(false)
                        .featuresDiscoverServices(false)
                        .shutdownGracePeriod(settings.drain().timeout())
                        .host(settings.server().host())
                        .port(settings.server().port())
                        .connectionOptions(sockets)
                        .maxTcpConnections(connections.max())
                        .idleConnectionTimeout(connections.idleTimeout())
                        .idleConnectionPeriod(IDLE_PERIOD)
                        .contentEncoding(new AnyEncoding())
                        .directHandlers(ProblemHandler.handlers())
                        .protocolsDiscoverServices(false)
                        .addConnectionSelector(
                                new ClientProtocol(
                                        sockets,
                                        watch,
                                        new ClientReader.Limits(
                                                settings.limits().bodyBytesMax(),
                                                parts.admission())))
                        .routing(routing(parts, metrics, draining, watch))
                        .putSocket(
                                MANAGEMENT,
                                socket ->
                                        socket.host(settings.server().host())
                                                .port(settings.server().managementPort())
                                                .routing(management(parts)))
                        .addFeature(observe(parts, registry, draining))
                        .build()
                        .start();
        if (!server.isRunning()) {
            watch.close();
            throw new IllegalStateException(
                    "cannot listen on ports %d and %d of %s"
                            .formatted(
                                    settings.server().port(),
                                    settings.server().managementPort(),
                                    settings.server().host()));
        }
        return new IngestServer(server, watch);
    }

    /** Port for clients. */
    public int port() {
        return server.port();
    }

    /** Port for health and metrics. */
    public int managementPort() {
        return server.port(MANAGEMENT);
    }

    /** Stops accepting, lets requests in flight finish, closes what is idle. */
    public void stop() {
        server.stop();
        watch.close();
    }

    private static HttpRouting.Builder routing(
            IngestParts parts,
            IngestMetrics metrics,
            BooleanSupplier draining,
            ReceiveWatch watch) {
        AccessLog accessLog = parts.accessLog();
        var notes = new AccessNote.Book(accessLog != null);
        var answers = new AnswerSender(metrics, draining, notes);
        var events = new EventsEndpoint(path(parts, metrics, watch), answers, metrics, notes);
        var webhooks =
                new WebhookEndpoint(
                        parts.webhooks(),
                        parts.callers(),
                        events,
                        answers,
                        new WebhookBody(parts.settings().limits().nestingDepthMax()));
        var status = new StatusEndpoint(parts, metrics, draining);
        HttpRouting.Builder routing = HttpRouting.builder();
        if (accessLog != null) {
            routing.addFilter(accessLog);
        }
        return routing.post(
                        "/v1/events", (req, res) -> events.handle(req, res, EventForm.CANONICAL))
                .post("/register_event", (req, res) -> events.handle(req, res, EventForm.REGISTER))
                .post(WEBHOOK, webhooks::handle)
                .get("/get_status", status::handle)
                .get("/openapi", new OpenApiEndpoint()::handle)
                .any("/v1/events", otherMethod(answers, "POST"))
                .any("/register_event", otherMethod(answers, "POST"))
                .any(WEBHOOK, otherMethod(answers, "POST"))
                .any("/get_status", otherMethod(answers, "GET"))
                .any("/openapi", otherMethod(answers, "GET"))
                .any((req, res) ->
                        answers.problem(
                                req,
                                res,
                                Problem.of(ProblemType.NOT_FOUND, "events go to /v1/events")));
    }

    private static HttpRouting.Builder management(IngestParts parts) {
        var gates = new GrowthEndpoint(parts.growth());
        String path = GateOrder.PATH + "{topic}";
        return HttpRouting.builder()
                .put(path, gates::close)
                .get(path, gates::report)
                .delete(path, gates::open);
    }

    private static Handler otherMethod(AnswerSender answers, String allowed) {
        Header allow = HeaderValues.createCached(HeaderNames.ALLOW, allowed);
        return (req, res) ->
                answers.problem(
                        req,
                        res.header(allow),
                        Problem.of(ProblemType.METHOD_NOT_ALLOWED, "this path takes " + allowed));
    }

    private static EventsEndpoint.EventPath path(
            IngestParts parts, IngestMetrics metrics, ReceiveWatch watch) {
        IngestSettings settings = parts.settings();
        LimitSettings limits = settings.limits();
        InstantSource clock = InstantSource.system();
        TopicRoutes routes = TopicRoutes.of(settings.topics());
        var ids = new EventIds(clock::millis);
        return new EventsEndpoint.EventPath(
                parts.callers(),
                parts.gate(),
                parts.admission(),
                new RequestBody(
                        limits.bodyBytesMax(),
                        new CodedBody(limits.bodyBytesMax(), limits.expansionRatioMax(), metrics),
                        watch),
                new RequestEvents(limits),
                new EventDesk(
                        routes,
                        parts.gate(),
                        ids,
                        limits.eventBytesMax(),
                        parts.callers().metrics(),
                        parts.schemas()),
                new EventDelivery(parts, clock),
                new RefusedEvents(settings, routes, ids, clock, refusedSending(parts)));
    }

    /** Not heard in the metrics of events: it is no answer that somebody waits for. */
    private static RefusedSending refusedSending(IngestParts parts) {
        return new RefusedSending(
                new KafkaPublisher(parts.supervisor(), parts.gate(), SendListener.NOBODY),
                parts.gate(),
                parts.refused(),
                parts.settings().refused().inFlightBytesMax());
    }

    private static ObserveFeature observe(
            IngestParts parts, MeterRegistry registry, BooleanSupplier draining) {
        return ObserveFeature.builder()
                .observersDiscoverServices(false)
                .sockets(List.of(MANAGEMENT))
                .addObserver(
                        HealthObserver.builder()
                                .useSystemServices(false)
                                .details(true)
                                .addCheck(
                                        () -> ready(parts, draining.getAsBoolean()),
                                        HealthCheckType.READINESS,
                                        "ingest")
                                .build())
                .addObserver(MetricsObserver.builder().meterRegistry(registry).build())
                .build();
    }

    /**
     * Once Kafka was seen, only faults of this replica count: an outage is answered, not hidden.
     */
    private static HealthCheckResponse ready(IngestParts parts, boolean draining) {
        boolean seen = parts.supervisor().isReady();
        boolean alive = parts.supervisor().isAlive();
        String reason =
                draining
                        ? "draining"
                        : !seen
                                ? "waiting for Kafka and its topics"
                                : alive ? "ready" : "the Kafka producer is being replaced";
        return HealthCheckResponse.builder()
                .status(!draining && seen && alive)
                .detail("reason", reason)
                .build();
    }
}
