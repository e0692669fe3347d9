// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.server;

import dev.headgate.operator.setting.ServerSettings;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import io.helidon.webserver.observe.metrics.MetricsObserver;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Health and metrics on Helidon's web server. */
public final class ManagementServer {

    /** What is asked of the operator's health. */
    public record Health(Supplier<HealthVerdict> live, Supplier<HealthVerdict> ready) {}

    private static final String NAME = "operator";
    private static final Duration GRACE = Duration.ofSeconds(1);

    /**
     * One server of a process starts or stops at a time: Helidon keeps the request meters of all of
     * them in one map without a lock, which a start fills and a stop empties.
     */
    private static final ReentrantLock STARTS_AND_STOPS = new ReentrantLock();

    private final WebServer server;

    private ManagementServer(WebServer server) {
        this.server = server;
    }

    /** Opens the port. */
    public static ManagementServer start(
            ServerSettings settings, MeterRegistry registry, Health health) {
        STARTS_AND_STOPS.lock();
        try {
            return open(settings, registry, health);
        } finally {
            STARTS_AND_STOPS.unlock();
        }
    }

    private static ManagementServer open(
            ServerSettings settings, MeterRegistry registry, Health health) {
        WebServer server =
                WebServer.builder()
                        .shutdownHook(false)
                        .featuresDiscoverServices(false)
                        .shutdownGracePeriod(GRACE)
                        .host(settings.host())
                        .port(settings.managementPort())
                        .addFeature(observe(registry, health))
                        .build()
                        .start();
        if (!server.isRunning()) {
            throw new IllegalStateException(
                    "cannot listen on port %d of %s"
                            .formatted(settings.managementPort(), settings.host()));
        }
        return new ManagementServer(server);
    }

    private static ObserveFeature observe(MeterRegistry registry, Health health) {
        return ObserveFeature.builder()
                .observersDiscoverServices(false)
                .addObserver(
                        HealthObserver.builder()
                                .useSystemServices(false)
                                .details(true)
                                .addCheck(
                                        () -> response(health.live()),
                                        HealthCheckType.LIVENESS,
                                        NAME)
                                .addCheck(
                                        () -> response(health.ready()),
                                        HealthCheckType.READINESS,
                                        NAME)
                                .build())
                .addObserver(MetricsObserver.builder().meterRegistry(registry).build())
                .build();
    }

    private static HealthCheckResponse response(Supplier<HealthVerdict> asked) {
        HealthVerdict verdict = asked.get();
        return HealthCheckResponse.builder()
                .status(verdict.well())
                .detail("reason", verdict.reason())
                .build();
    }

    /** The port. */
    public int port() {
        return server.port();
    }

    /** Closes the port. */
    public void stop() {
        STARTS_AND_STOPS.lock();
        try {
            server.stop();
        } finally {
            STARTS_AND_STOPS.unlock();
        }
    }
}
