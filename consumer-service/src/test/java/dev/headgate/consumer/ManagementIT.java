// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Servers.Shared.class)
class ManagementIT {

    @Test
    void answersHealthAndMetrics(Servers servers) throws Exception {
        try (var rig = Rig.of(servers, 2);
                var http = HttpClient.newHttpClient()) {
            rig.sendEvents(0, 10);
            ConsumerService service = rig.start();
            rig.awaitSettled();

            assertThat(get(http, service, "health/live").statusCode()).isEqualTo(200);
            assertThat(get(http, service, "health/ready").statusCode()).isEqualTo(200);
            assertThat(get(http, service, "metrics").body())
                    .containsPattern("headgate_consumer_rows_total\\{[^}]*} 10\\.0")
                    .contains("headgate_consumer_lag_records{")
                    .contains("headgate_consumer_oldest_age_seconds{")
                    .contains("headgate_consumer_batch_seconds_bucket{")
                    .contains("pipeline=\"" + rig.topic + "\"");
            service.stop();
        }
    }

    @Test
    void readinessIsRedAndLivenessGreenWhileTheDatabaseRefuses(Servers servers) throws Exception {
        try (var rig = Rig.of(servers, 1);
                var http = HttpClient.newHttpClient()) {
            ConsumerService service = rig.start("consumer.database.schema", "hg_not_there");

            await().atMost(Rig.PATIENCE)
                    .until(() -> get(http, service, "health/ready").statusCode() == 503);
            await().atMost(Rig.PATIENCE)
                    .until(() ->
                            get(http, service, "health/ready").body().contains("SYSTEMIC 42P01"));
            assertThat(get(http, service, "health/live").statusCode()).isEqualTo(200);
            service.stop();
        }
    }

    private static HttpResponse<String> get(HttpClient http, ConsumerService service, String path)
            throws IOException, InterruptedException {
        var uri = "http://127.0.0.1:%d/observe/%s".formatted(service.managementPort(), path);
        return http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
    }
}
