// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import dev.headgate.consumer.deadletter.LettersEndpoint;
import dev.headgate.consumer.poll.RunningConsumer;
import dev.headgate.contract.telemetry.ConsumerTelemetry;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import io.helidon.webserver.observe.metrics.MetricsObserver;
import java.util.List;
import java.util.function.Supplier;

/** Health, metrics, telemetry and dead letters on the management port. */
final class ManagementServer {

    private ManagementServer() {}

    static WebServer start(
            ConsumerSettings.ServerSettings settings,
            RunningConsumer consumer,
            MeterRegistry registry,
            TelemetrySource telemetry,
            LettersEndpoint letters) {
        var routing = HttpRouting.builder().get(ConsumerTelemetry.PATH, telemetry(telemetry));
        letters.addTo(routing);
        var health =
                HealthObserver.builder()
                        .details(true)
                        .useSystemServices(false)
                        .addCheck(live(consumer), HealthCheckType.LIVENESS, "poll-loop")
                        .addCheck(ready(consumer), HealthCheckType.READINESS, "landing")
                        .build();
        var observe =
                ObserveFeature.builder()
                        .observersDiscoverServices(false)
                        .addObserver(health)
                        .addObserver(MetricsObserver.builder().meterRegistry(registry).build())
                        .build();
        return WebServer.builder()
                .host(settings.host())
                .port(settings.managementPort())
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .addFeature(observe)
                .routing(routing)
                .build()
                .start();
    }

    private static Handler telemetry(TelemetrySource telemetry) {
        return (_, response) -> {
            response.headers().contentType(MediaTypes.APPLICATION_JSON);
            response.send(telemetry.read().toJson());
        };
    }

    private static Supplier<HealthCheckResponse> live(RunningConsumer consumer) {
        return () -> HealthCheckResponse.builder().status(consumer.live()).build();
    }

    private static Supplier<HealthCheckResponse> ready(RunningConsumer consumer) {
        return () -> {
            List<String> problems = consumer.problems();
            var response = HealthCheckResponse.builder().status(problems.isEmpty());
            if (!problems.isEmpty()) {
                response.detail("problems", String.join("; ", problems));
            }
            return response.build();
        };
    }
}
