// SPDX-License-Identifier: Apache-2.0
package dev.headgate.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Builds the images, starts the whole of {@code docker-compose.yml}, and kills each service in turn
 * under load: every acknowledged event must then have exactly one row with equal data.
 */
class ComposeE2E {

    private static final List<String> SERVICES =
            List.of("consumer-service", "ingest-service", "kafka", "postgres");
    private static final String EVENTS = "hg_default_github.event";
    private static final Duration LANDED_WITHIN = Duration.ofMinutes(2);
    private static final int BETWEEN_KILLS = 150;

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void losesAndDoublesNothingWhenEachServiceIsKilledUnderLoad() throws Exception {
        try (var compose = new DockerCompose()) {
            compose.build();
            try {
                compose.up();
                firstEventBecomesARow(compose);
                deadLettersAreOpenToTheCommand(compose);
                LoadSender load = loadWithKills(compose);
                everyAcknowledgedEventHasOneRow(compose, load);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(e.getMessage() + "\n\n" + compose.logs(), e);
            }
        }
    }

    private static void firstEventBecomesARow(DockerCompose compose)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + compose.port() + "/v1/events"))
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        """
                                        {"id": "first", "type": "github.ping", "key": "octocat", "data": {"zen": "Keep it logically awesome."}}
                                        """))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        }
        await().atMost(LANDED_WITHIN)
                .untilAsserted(() ->
                        assertThat(
                                        compose.query(
                                                "SELECT event_type, event_key, data->>'zen'"
                                                        + " FROM "
                                                        + EVENTS
                                                        + " WHERE event_id = 'first'"))
                                .containsExactly(
                                        "github.ping\toctocat\tKeep it logically awesome."));
    }

    private static void deadLettersAreOpenToTheCommand(DockerCompose compose) {
        assertThat(compose.headgate("dead-letters", "list")).contains("No dead letters.");
    }

    private static LoadSender loadWithKills(DockerCompose compose)
            throws IOException, InterruptedException {
        var load = new LoadSender(compose.port(), Path.of("../examples/github-webhooks.ndjson"));
        load.start();
        try {
            for (String service : SERVICES) {
                moreIsAcknowledged(load);
                compose.kill(service);
                compose.up();
            }
            moreIsAcknowledged(load);
        } finally {
            load.stop();
        }
        return load;
    }

    private static void moreIsAcknowledged(LoadSender load) {
        int goal = load.acknowledged().size() + BETWEEN_KILLS;
        await().atMost(LANDED_WITHIN).until(() -> load.acknowledged().size() >= goal);
    }

    private void everyAcknowledgedEventHasOneRow(DockerCompose compose, LoadSender load)
            throws IOException {
        assertThat(load.refused()).isEmpty();
        Map<String, JsonNode> expected = load.acknowledged();
        await().atMost(LANDED_WITHIN)
                .untilAsserted(() ->
                        assertThat(
                                        compose.query(
                                                "SELECT count(DISTINCT event_id) FROM "
                                                        + EVENTS
                                                        + " WHERE event_id LIKE 'e2e-%'"))
                                .containsExactly(Integer.toString(expected.size())));
        var rows = new HashMap<String, JsonNode>();
        var duplicated = new ArrayList<String>();
        for (String row :
                compose.query(
                        "SELECT event_id, translate(encode(convert_to(data::text, 'UTF8'), 'base64'), E'\\n', '') FROM "
                                + EVENTS
                                + " WHERE event_id LIKE 'e2e-%'")) {
            String[] columns = row.split("\t", -1);
            String data = new String(Base64.getDecoder().decode(columns[1]), UTF_8);
            if (rows.put(columns[0], json.readTree(data)) != null) {
                duplicated.add(columns[0]);
            }
        }
        Set<String> lost = new HashSet<>(expected.keySet());
        lost.removeAll(rows.keySet());
        System.out.printf(
                "acknowledged %d, repeated %d, rows %d, lost %d, duplicated %d%n",
                expected.size(), load.repeated(), rows.size(), lost.size(), duplicated.size());
        assertThat(lost).as("acknowledged events without a row").isEmpty();
        assertThat(duplicated).as("events with more than one row").isEmpty();
        assertThat(rows).isEqualTo(expected);
        assertThat(compose.query("SELECT count(*) FROM hg_default_github.dead_letter"))
                .containsExactly("0");
    }
}
