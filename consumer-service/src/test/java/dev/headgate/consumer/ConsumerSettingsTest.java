// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.consumer.ConsumerSettings.BatchSettings;
import dev.headgate.consumer.ConsumerSettings.DatabaseSettings;
import dev.headgate.consumer.ConsumerSettings.KafkaSettings;
import dev.headgate.consumer.ConsumerSettings.PipelineId;
import dev.headgate.consumer.ConsumerSettings.ServerSettings;
import dev.headgate.contract.pipeline.Deduplicate;
import dev.headgate.contract.pipeline.PipelineFile;
import dev.headgate.contract.pipeline.PipelineReading.Valid;
import dev.headgate.contract.pipeline.StartFrom;
import dev.headgate.contract.settings.Connections;
import dev.headgate.contract.settings.SettingsRendering;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumerSettingsTest {

    private static final Map<String, String> REQUIRED =
            Map.of(
                    "consumer.pipeline.name", "orders",
                    "consumer.kafka.bootstrap-servers", "kafka:9092",
                    "consumer.kafka.group-id", "headgate.default.orders",
                    "consumer.database.url", "jdbc:postgresql://db/x",
                    "consumer.database.schema", "hg_default_orders",
                    "consumer.topics.0.name", "orders");

    private static final ConsumerSettings DEFAULTS =
            new ConsumerSettings(
                    new PipelineId("default", "orders"),
                    new ServerSettings("0.0.0.0", 9_081),
                    new KafkaSettings(
                            "kafka:9092", "headgate.default.orders", GroupProtocol.Auto, Map.of()),
                    new DatabaseSettings(
                            "jdbc:postgresql://db/x", "headgate", "", "hg_default_orders", 4),
                    List.of("orders"),
                    StartFrom.Earliest,
                    Deduplicate.ByEventId,
                    168,
                    new BatchSettings(1_000, 8_388_608),
                    new HandlerSettings("", Duration.ofSeconds(1)),
                    new RetrySettings(
                            List.of(
                                    Duration.ofSeconds(1),
                                    Duration.ofSeconds(10),
                                    Duration.ofMinutes(1),
                                    Duration.ofMinutes(10),
                                    Duration.ofHours(1)),
                            6,
                            Duration.ofHours(6),
                            100_000,
                            false,
                            1_000),
                    new PoisonStopSettings(50, 100),
                    new RetentionSettings(0, 10_000),
                    new RelaySettings(
                            true, 500, 16_777_216, Duration.ofSeconds(1), Duration.ofSeconds(30)),
                    new LetterAccessSettings(""),
                    134_217_728,
                    Duration.ofSeconds(20));

    @Test
    void defaultsAreExactlyThese() {
        assertThat(create(REQUIRED)).isEqualTo(DEFAULTS);
    }

    @Test
    void applicationYamlSaysTheSameDefaults() {
        var settings =
                new TreeMap<>(
                        Config.just(
                                        ConfigSources.file(
                                                Path.of("src/main/resources/application.yaml")))
                                .asMap()
                                .get());
        settings.putAll(REQUIRED);

        assertThat(create(settings)).isEqualTo(DEFAULTS);
    }

    @Test
    void everyKeyMaps() {
        var settings = new TreeMap<>(REQUIRED);
        settings.put("consumer.pipeline.namespace", "shop");
        settings.put("consumer.server.host", "127.0.0.1");
        settings.put("consumer.server.management-port", "0");
        settings.put("consumer.kafka.consumer.max.poll.records", "2000");
        settings.put("consumer.database.username", "someone");
        settings.put("consumer.database.password", "secret");
        settings.put("consumer.database.connections-max", "2");
        settings.put("consumer.topics.1.name", "payments");
        settings.put("consumer.start-from", "Latest");
        settings.put("consumer.deduplicate", "Never");
        settings.put("consumer.deduplicate-hours", "24");
        settings.put("consumer.batch.records-max", "500");
        settings.put("consumer.batch.bytes-max", "1048576");
        settings.put("consumer.handler.name", "mask-cards");
        settings.put("consumer.handler.time-limit", "PT0.2S");
        settings.put("consumer.retry.delays", "PT2S, PT3S");
        settings.put("consumer.retry.attempts-max", "4");
        settings.put("consumer.retry.age-max", "PT1H");
        settings.put("consumer.retry.parked-max", "10");
        settings.put("consumer.retry.keep-key-order", "true");
        settings.put("consumer.retry.key-queue-max", "5");
        settings.put("consumer.poison-stop.percent", "0");
        settings.put("consumer.poison-stop.records-min", "7");
        settings.put("consumer.kafka.group-protocol", "Classic");
        settings.put("consumer.retention.days", "30");
        settings.put("consumer.retention.rows-per-second-max", "200");
        settings.put("consumer.relay.enabled", "false");
        settings.put("consumer.relay.records-max", "50");
        settings.put("consumer.relay.bytes-max", "1048576");
        settings.put("consumer.relay.poll-interval", "PT0.2S");
        settings.put("consumer.relay.backoff-max", "PT5S");
        settings.put("consumer.dead-letters.token-file", "/run/secrets/token");
        settings.put("consumer.memory-bytes-max", "16777216");
        settings.put("consumer.drain-timeout", "PT5S");

        assertThat(create(settings))
                .isEqualTo(
                        new ConsumerSettings(
                                new PipelineId("shop", "orders"),
                                new ServerSettings("127.0.0.1", 0),
                                new KafkaSettings(
                                        "kafka:9092",
                                        "headgate.default.orders",
                                        GroupProtocol.Classic,
                                        Map.of("max.poll.records", "2000")),
                                new DatabaseSettings(
                                        "jdbc:postgresql://db/x",
                                        "someone",
                                        "secret",
                                        "hg_default_orders",
                                        2),
                                List.of("orders", "payments"),
                                StartFrom.Latest,
                                Deduplicate.Never,
                                24,
                                new BatchSettings(500, 1_048_576),
                                new HandlerSettings("mask-cards", Duration.ofMillis(200)),
                                new RetrySettings(
                                        List.of(Duration.ofSeconds(2), Duration.ofSeconds(3)),
                                        4,
                                        Duration.ofHours(1),
                                        10,
                                        true,
                                        5),
                                new PoisonStopSettings(0, 7),
                                new RetentionSettings(30, 200),
                                new RelaySettings(
                                        false,
                                        50,
                                        1_048_576,
                                        Duration.ofMillis(200),
                                        Duration.ofSeconds(5)),
                                new LetterAccessSettings("/run/secrets/token"),
                                16_777_216,
                                Duration.ofSeconds(5)));
    }

    @Test
    void takesWhatThePipelineFileIsRenderedInto() {
        var reading =
                PipelineFile.parse(
                        "orders.yaml",
                        """
                        apiVersion: headgate.dev/v1alpha1
                        kind: IngestionPipeline
                        metadata: {name: orders}
                        spec:
                          topics: [{name: orders}]
                        """);
        var pipeline = ((Valid) reading).pipeline();
        var connections =
                new Connections("kafka:9092", "jdbc:postgresql://db/x", "headgate", "secret");

        ConsumerSettings settings = create(SettingsRendering.consumer(pipeline, connections));

        assertThat(settings).isEqualTo(DEFAULTS);
    }

    @Test
    void namesAllThatIsMissingAtOnce() {
        assertThatThrownBy(() -> create(Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "consumer.pipeline.name is missing;"
                                + " consumer.kafka.bootstrap-servers is missing;"
                                + " consumer.kafka.group-id is missing;"
                                + " consumer.database.url is missing;"
                                + " consumer.database.schema is missing;"
                                + " consumer.topics is empty; name at least one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "consumer.batch.record-max | 5 | unknown setting batch.record-max: did you mean batch.records-max? (below consumer)",
                "consumer.batch.records-max | 0 | consumer.batch.records-max is 0; it must be a whole number from 1 to 10000",
                "consumer.batch.records-max | many | consumer.batch.records-max is many; it must be a whole number from 1 to 10000",
                "consumer.start-from | earliest | consumer.start-from is earliest; it must be one of [Earliest, Latest]",
                "consumer.retry.delays | PT1S,soon | consumer.retry.delays is PT1S,soon; it must be durations such as PT1S,PT10S,PT1M,PT10M,PT1H, each at most PT720H",
                "consumer.retry.keep-key-order | yes | consumer.retry.keep-key-order is yes; it must be true or false",
                "consumer.handler.time-limit | PT5S | consumer.handler.time-limit is PT5S; it must be a duration such as PT1S, at most PT4S",
                "consumer.drain-timeout | 20s | consumer.drain-timeout is 20s; it must be a duration such as PT20S, at most PT10M",
                "consumer.kafka.consumer.isolation.level | read_uncommitted | consumer.kafka.consumer.isolation.level may not be set",
                "consumer.kafka.consumer.max.pol.records | 1 | in consumer.kafka.consumer: unknown setting max.pol.records: did you mean max.poll.records?",
            })
    void refusesWhatIsUnknownOrWrong(String key, String value, String sentence) {
        var settings = new TreeMap<>(REQUIRED);
        settings.put(key, value);

        assertThatThrownBy(() -> create(settings))
                .isInstanceOf(SettingsException.class)
                .hasMessage(sentence);
    }

    @Test
    void showsNoSecrets() {
        var settings = new TreeMap<>(REQUIRED);
        settings.put("consumer.database.password", "hunter2");
        settings.put("consumer.kafka.consumer.sasl.jaas.config", "hunter3");

        assertThat(create(settings).toString()).doesNotContain("hunter");
    }

    private static ConsumerSettings create(Map<String, String> settings) {
        return ConsumerSettings.create(Config.just(ConfigSources.create(settings)));
    }
}
