// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.consumer.ConsumerService;
import dev.headgate.embedded.FreePorts;
import dev.headgate.ingest.IngestService;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The alerts against what the services really tell; both run here, without Kafka and PostgreSQL,
 * for their metrics are there from the start.
 */
class RoleAlertsIT {

    private static final Path RUNBOOKS = Path.of("../docs/runbooks");
    private static final List<String> SECTIONS =
            List.of("## Meaning", "## Impact", "## Diagnosis", "## Mitigation");
    private static final Pattern SERIES = Pattern.compile("(headgate_[a-z_]+)\\{([^}]*)}");
    private static final Pattern OUTCOMES = Pattern.compile("outcome=~?\"([^\"]+)\"");

    private static String told = "";

    @BeforeAll
    static void askTheServices() throws IOException {
        String kafka = "127.0.0.1:" + FreePorts.next();
        IngestService ingest =
                IngestService.start(
                        config(
                                Map.of(
                                        "ingest.pipeline.name", "orders",
                                        "ingest.server.host", "127.0.0.1",
                                        "ingest.server.port", "0",
                                        "ingest.server.management-port", "0",
                                        "ingest.drain.endpoint-removal-delay", "PT0S",
                                        "ingest.kafka.bootstrap-servers", kafka,
                                        "ingest.topics.0.name", "orders",
                                        "ingest.topics.0.partition-by", "Key",
                                        "ingest.topics.0.event-types.0", "*")));
        ConsumerService consumer =
                ConsumerService.start(
                        config(
                                Map.of(
                                        "consumer.pipeline.name", "orders",
                                        "consumer.server.host", "127.0.0.1",
                                        "consumer.server.management-port", "0",
                                        "consumer.kafka.bootstrap-servers", kafka,
                                        "consumer.kafka.group-id", "orders",
                                        "consumer.database.url",
                                                "jdbc:postgresql://127.0.0.1:%d/none"
                                                        .formatted(FreePorts.next()),
                                        "consumer.database.username", "nobody",
                                        "consumer.database.password", "",
                                        "consumer.database.schema", "hg_default_orders",
                                        "consumer.topics.0.name", "orders")));
        try {
            told = metrics(ingest.managementPort()) + metrics(consumer.managementPort());
        } finally {
            ingest.stop();
            consumer.stop();
        }
    }

    @Test
    void alertsAskOnlyForSeriesThatTheServicesTell() {
        List<MatchResult> asked = expressions().flatMap(each -> results(SERIES, each)).toList();

        assertThat(asked).hasSizeGreaterThan(10);
        assertThat(asked)
                .allSatisfy(series ->
                        assertThat(told).containsPattern("(?m)^%s[{ ]".formatted(series.group(1))));
    }

    @Test
    void alertsAskOnlyForOutcomesThatTheServiceTells() {
        List<String> outcomes =
                expressions()
                        .flatMap(each -> results(OUTCOMES, each))
                        .flatMap(found -> Stream.of(found.group(1).split("\\|", -1)))
                        .toList();

        assertThat(outcomes).hasSizeGreaterThan(3);
        assertThat(outcomes)
                .allSatisfy(
                        outcome -> assertThat(told).contains("outcome=\"%s\"".formatted(outcome)));
    }

    @Test
    void pipelineThatMayBeIdleHasTheSameAlerts() {
        assertThat(names("idle")).containsExactlyElementsOf(names("minimal"));
        assertThat(absent("minimal")).doesNotContain("headgate_ingest");
        assertThat(absent("idle"))
                .startsWith("(%s) and on () sum(increase(".formatted(absent("minimal")))
                .contains("pod=~\"orders-ingest-.+\",outcome=\"stored\"}[10m]")
                .endsWith(" > 0");
    }

    @Test
    void expressionsAreWhole() {
        assertThat(expressions())
                .allSatisfy(each -> {
                    for (String pair : List.of("()", "{}", "[]")) {
                        assertThat(count(each, pair.charAt(0)))
                                .isEqualTo(count(each, pair.charAt(1)));
                    }
                    assertThat(count(each, '"') % 2).isZero();
                    assertThat(each).doesNotContain("%");
                });
    }

    @Test
    void eachAlertHasARunbookAndEachRunbookAnAlert() throws IOException {
        List<String> names = rules().map(rule -> rule.path("alert").asText()).distinct().toList();
        try (Stream<Path> files = Files.list(RUNBOOKS)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            names.stream().map(name -> name + ".md").toList());
        }
        for (String name : names) {
            String text = Files.readString(RUNBOOKS.resolve(name + ".md"));
            assertThat(text).startsWith("# " + name + "\n").containsSubsequence(SECTIONS);
            assertThat(text.split("## [A-Za-z]+\n", -1))
                    .hasSize(SECTIONS.size() + 1)
                    .noneMatch(String::isBlank);
        }
    }

    private static Stream<String> expressions() {
        return rules().map(rule -> rule.path("expr").asText());
    }

    private static List<String> names(String pipeline) {
        return rules(DesiredCase.of(pipeline).scope())
                .map(rule -> rule.path("alert").asText())
                .toList();
    }

    private static String absent(String pipeline) {
        return rules(DesiredCase.of(pipeline).scope())
                .filter(rule -> rule.path("alert").asText().equals("HeadgateConsumerAbsent"))
                .map(rule -> rule.path("expr").asText())
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonNode> rules() {
        return Stream.of("minimal", "idle").flatMap(each -> rules(DesiredCase.of(each).scope()));
    }

    private static Stream<JsonNode> rules(WorkloadScope scope) {
        return Stream.of(ServiceRole.INGEST, ServiceRole.CONSUMER)
                .map(role -> RoleAlerts.desired(scope, role))
                .map(desired -> new KubernetesSerialization().convertValue(desired, JsonNode.class))
                .flatMap(rule -> rule.at("/spec/groups/0/rules").valueStream());
    }

    private static Stream<MatchResult> results(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static long count(String text, char sought) {
        return text.chars().filter(each -> each == sought).count();
    }

    private static String metrics(int port) throws IOException {
        var address = URI.create("http://127.0.0.1:%d/observe/metrics".formatted(port)).toURL();
        try (var body = address.openStream()) {
            return new String(body.readAllBytes(), UTF_8);
        }
    }

    private static Config config(Map<String, String> settings) {
        return Config.builder(ConfigSources.create(settings))
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .build();
    }
}
