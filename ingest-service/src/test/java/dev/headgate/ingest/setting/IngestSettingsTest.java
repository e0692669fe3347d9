// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.contract.pipeline.EventTypePattern;
import dev.headgate.contract.pipeline.PartitionBy;
import dev.headgate.contract.pipeline.PipelineMetadata;
import dev.headgate.contract.pipeline.TopicSpec;
import dev.headgate.ingest.setting.TlsSettings.ClientAuth;
import dev.headgate.ingest.setting.TokenSettings.KeySettings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestSettingsTest {

    private static final Map<String, String> REQUIRED =
            Map.of(
                    "ingest.pipeline.name", "orders",
                    "ingest.kafka.bootstrap-servers", "localhost:9092",
                    "ingest.topics.0.name", "orders");

    private static final TokenSettings NO_TOKENS =
            new TokenSettings(
                    "",
                    "",
                    new KeySettings("", "", "", Duration.ofMinutes(5), Duration.ofSeconds(5)),
                    List.of("RS256", "PS256", "ES256"),
                    Duration.ofSeconds(30),
                    "sub",
                    TokenSettings.Unlisted.Refuse);

    @Test
    void defaultsAreExactlyThese() {
        assertThat(settings(Map.of()))
                .isEqualTo(
                        new IngestSettings(
                                new PipelineMetadata("orders", "default"),
                                new ServerSettings(
                                        "0.0.0.0",
                                        8080,
                                        9080,
                                        new TlsSettings("", "", ClientAuth.None, "")),
                                new KafkaSettings(
                                        "localhost:9092",
                                        Map.of(
                                                "compression.type", "snappy",
                                                "linger.ms", "1",
                                                "batch.size", "65536",
                                                "buffer.memory", "134217728",
                                                "delivery.timeout.ms", "30000",
                                                "request.timeout.ms", "10000")),
                                List.of(
                                        new TopicSpec(
                                                "orders",
                                                List.of("*"),
                                                PartitionBy.Key,
                                                1,
                                                null,
                                                1)),
                                new LimitSettings(
                                        524_288,
                                        1_000,
                                        4_194_304,
                                        100,
                                        64,
                                        4_096,
                                        67_108_864,
                                        1_000_000),
                                new RefusedSettings(false, 8_388_608),
                                new ConnectionSettings(
                                        10_000, Duration.ofMinutes(1), Duration.ofSeconds(10)),
                                Duration.ofSeconds(5),
                                Duration.ZERO,
                                new DrainSettings(Duration.ZERO, Duration.ofSeconds(20)),
                                new CallerSettings("", Duration.ofSeconds(5), NO_TOKENS),
                                List.of(),
                                List.of(),
                                new AccessLogSettings(0, 0, false)));
    }

    @Test
    void everyKeyMaps() {
        IngestSettings settings =
                settings(
                        Map.ofEntries(
                                Map.entry("ingest.pipeline.namespace", "shop"),
                                Map.entry("ingest.server.host", "127.0.0.1"),
                                Map.entry("ingest.server.port", "1"),
                                Map.entry("ingest.server.management-port", "2"),
                                Map.entry("ingest.server.tls.certificate-file", "/crt"),
                                Map.entry("ingest.server.tls.private-key-file", "/key"),
                                Map.entry("ingest.server.tls.client-auth", "Optional"),
                                Map.entry("ingest.server.tls.client-trust-file", "/ca"),
                                Map.entry("ingest.kafka.producer.linger.ms", "3"),
                                Map.entry("ingest.kafka.producer.metadata.max.age.ms", "4"),
                                Map.entry("ingest.topics.0.event-types.0", "a.*"),
                                Map.entry("ingest.topics.0.event-types.1", "b"),
                                Map.entry("ingest.topics.0.partition-by", "None"),
                                Map.entry("ingest.topics.1.name", "more"),
                                Map.entry("ingest.topics.1.partition-by", "EventType"),
                                Map.entry("ingest.limits.event-bytes-max", "2001"),
                                Map.entry("ingest.limits.batch-events-max", "5"),
                                Map.entry("ingest.limits.body-bytes-max", "2002"),
                                Map.entry("ingest.limits.expansion-ratio-max", "8"),
                                Map.entry("ingest.limits.nesting-depth-max", "6"),
                                Map.entry("ingest.limits.in-flight-requests-max", "7"),
                                Map.entry("ingest.limits.in-flight-bytes-max", "2003"),
                                Map.entry("ingest.limits.schema-steps-max", "2004"),
                                Map.entry("ingest.schemas.0.event-types.0", "a.*"),
                                Map.entry("ingest.schemas.0.event-types.1", "b"),
                                Map.entry("ingest.schemas.0.file", "/schema"),
                                Map.entry("ingest.schemas.0.mode", "Warn"),
                                Map.entry("ingest.connections.max", "8"),
                                Map.entry("ingest.connections.idle-timeout", "PT4S"),
                                Map.entry("ingest.connections.receive-timeout", "PT2S"),
                                Map.entry("ingest.access-log.success-ratio", "0.25"),
                                Map.entry("ingest.access-log.problems-per-second", "9"),
                                Map.entry("ingest.access-log.remote-addresses", "true"),
                                Map.entry("ingest.answer-deadline", "PT0.5S"),
                                Map.entry("ingest.start-hold", "PT3S"),
                                Map.entry("ingest.drain.endpoint-removal-delay", "PT8S"),
                                Map.entry("ingest.drain.timeout", "PT9S"),
                                Map.entry("ingest.callers.file", "/callers"),
                                Map.entry("ingest.callers.reload-interval", "PT1S"),
                                Map.entry("ingest.callers.jwt.issuer", "https://issuer"),
                                Map.entry("ingest.callers.jwt.audience", "us"),
                                Map.entry("ingest.callers.jwt.jwks-url", "https://issuer/keys"),
                                Map.entry("ingest.callers.jwt.jwks-trust-file", "/trust"),
                                Map.entry("ingest.callers.jwt.jwks-refresh", "PT1M"),
                                Map.entry("ingest.callers.jwt.jwks-timeout", "PT2S"),
                                Map.entry("ingest.callers.jwt.algorithms.0", "ES384"),
                                Map.entry("ingest.callers.jwt.clock-skew", "PT3S"),
                                Map.entry("ingest.callers.jwt.caller-claim", "client_id"),
                                Map.entry("ingest.callers.jwt.unlisted", "Accept")));

        assertThat(settings.pipeline().namespace()).isEqualTo("shop");
        assertThat(settings.server())
                .isEqualTo(
                        new ServerSettings(
                                "127.0.0.1",
                                1,
                                2,
                                new TlsSettings("/crt", "/key", ClientAuth.Optional, "/ca")));
        assertThat(settings.kafka().producer())
                .containsEntry("linger.ms", "3")
                .containsEntry("metadata.max.age.ms", "4")
                .containsEntry("compression.type", "snappy");
        assertThat(settings.topics())
                .containsExactly(
                        new TopicSpec("orders", List.of("a.*", "b"), PartitionBy.None, 1, null, 1),
                        new TopicSpec("more", List.of("*"), PartitionBy.EventType, 1, null, 1));
        assertThat(settings.limits())
                .isEqualTo(new LimitSettings(2001, 5, 2002, 8, 6, 7, 2003, 2004));
        assertThat(settings.schemas())
                .containsExactly(
                        new SchemaSettings(
                                List.of(EventTypePattern.of("a.*"), EventTypePattern.of("b")),
                                "/schema",
                                SchemaSettings.Mode.Warn));
        assertThat(settings.connections())
                .isEqualTo(new ConnectionSettings(8, Duration.ofSeconds(4), Duration.ofSeconds(2)));
        assertThat(settings.accessLog()).isEqualTo(new AccessLogSettings(0.25, 9, true));
        assertThat(settings.answerDeadline()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.startHold()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.drain())
                .isEqualTo(new DrainSettings(Duration.ofSeconds(8), Duration.ofSeconds(9)));
        assertThat(settings.callers())
                .isEqualTo(
                        new CallerSettings(
                                "/callers",
                                Duration.ofSeconds(1),
                                new TokenSettings(
                                        "https://issuer",
                                        "us",
                                        new KeySettings(
                                                "",
                                                "https://issuer/keys",
                                                "/trust",
                                                Duration.ofMinutes(1),
                                                Duration.ofSeconds(2)),
                                        List.of("ES384"),
                                        Duration.ofSeconds(3),
                                        "client_id",
                                        TokenSettings.Unlisted.Accept)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ingest.server.prot|1|unknown setting ingest.server.prot: did you mean ingest.server.port?",
                "ingest.kafka.producer.linger.mss|1|unknown setting ingest.kafka.producer.linger.mss: did you mean linger.ms?",
                "ingest.kafka.producer.acks|1|ingest.kafka.producer.acks cannot be set: the service relies on it",
                "ingest.schemas.0.event-types.0|a|ingest.schemas.file is missing",
                "ingest.schemas.0.file|/schema|ingest.schemas.event-types (number of them) is 0: must be between 1 and 100",
                "ingest.limits.schema-steps-max|1|ingest.limits.schema-steps-max is 1: must be between 1000 and 100000000",
                "ingest.server.port|70000|ingest.server.port is 70000: must be between 0 and 65535",
                "ingest.topics.0.partition-by|Random|ingest.topics.partition-by is Random: must be one of [Key, EventType, None]",
                "ingest.limits.expansion-ratio-max|1|ingest.limits.expansion-ratio-max is 1: must be between 2 and 100000",
                "ingest.access-log.success-ratio|2|ingest.access-log.success-ratio is 2.0: must be between 0 and 1",
                "ingest.access-log.success-ratio|NaN|ingest.access-log.success-ratio is NaN: must be between 0 and 1",
                "ingest.start-hold|PT31S|ingest.start-hold is PT31S: must be between PT0S and PT30S",
                "ingest.callers.reload-interval|PT0S|ingest.callers.reload-interval is PT0S: must be between PT0.1S and PT5M",
                "ingest.callers.jwt.audience|us|ingest.callers.jwt.issuer is missing",
                "ingest.callers.jwt.algorithms.0|HS256|ingest.callers.jwt.algorithms is [HS256]: must be some of [RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512]",
                "ingest.callers.jwt.algorithms.0|none|ingest.callers.jwt.algorithms is [none]: must be some of [RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512]",
                "ingest.callers.jwt.clock-skew|PT6M|ingest.callers.jwt.clock-skew is PT6M: must be between PT0S and PT5M",
                "ingest.callers.jwt.jwks-url|http://issuer/keys|ingest.callers.jwt.jwks-url must be https://HOST/PATH, without a password",
                "ingest.callers.jwt.jwks-url|https://a:secret@issuer/|ingest.callers.jwt.jwks-url must be https://HOST/PATH, without a password",
                "ingest.callers.jwt.jwks-refresh|PT1S|ingest.callers.jwt.jwks-refresh is PT1S: must be between PT10S and PT24H",
                "ingest.callers.jwt.unlisted|Maybe|ingest.callers.jwt.unlisted is Maybe: must be one of [Refuse, Accept]",
                "ingest.server.tls.certificate-file|/crt|ingest.server.tls needs certificate-file and private-key-file, or neither",
                "ingest.server.tls.client-auth|Required|ingest.server.tls.client-auth needs certificate-file",
                "ingest.server.tls.client-auth|false|ingest.server.tls.client-auth is false: must be one of [None, Optional, Required]",
                "ingest.server.tls.client-trust-file|/ca|ingest.server.tls needs client-trust-file with client-auth, or neither",
                "ingest.connections.max|0|ingest.connections.max is 0: must be between 1 and 1000000",
                "ingest.connections.receive-timeout|PT0.1S|ingest.connections.receive-timeout is PT0.1S: must be between PT0.5S and PT5M",
                "ingest.answer-deadline|PT0.01S|ingest.answer-deadline is PT0.01S: must be between PT0.1S and PT1M"
            })
    void refusesToStartSayingWhy(String key, String value, String reason) {
        assertThatThrownBy(() -> settings(Map.of(key, value)))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audience|''|ingest.callers.jwt.audience is missing",
                "jwks-url|https://issuer/keys|ingest.callers.jwt needs jwks-file or jwks-url, and not both",
                "jwks-file|''|ingest.callers.jwt needs jwks-file or jwks-url, and not both",
                "unlisted|Refuse|ingest.callers.jwt lets nobody in: list who may post in ingest.callers.file, or set ingest.callers.jwt.unlisted to Accept"
            })
    void refusesTokensSayingWhy(String key, String value, String reason) {
        var given = new TreeMap<String, String>();
        given.put("ingest.callers.jwt.issuer", "https://issuer");
        given.put("ingest.callers.jwt.audience", "us");
        given.put("ingest.callers.jwt.jwks-file", "/keys");
        given.put("ingest.callers.jwt.unlisted", "Accept");
        given.put("ingest.callers.jwt." + key, value);

        assertThatThrownBy(() -> settings(given))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage(reason);
    }

    @Test
    void mapsEveryKeyOfAWebhook() {
        IngestSettings settings =
                settings(
                        Map.ofEntries(
                                Map.entry("ingest.webhooks.0.name", "github"),
                                Map.entry("ingest.webhooks.0.signature", "GitHub"),
                                Map.entry("ingest.webhooks.0.secrets-file", "/secret"),
                                Map.entry("ingest.webhooks.0.source", "github.com/shop"),
                                Map.entry("ingest.webhooks.0.event-type", "github."),
                                Map.entry("ingest.webhooks.0.event-type-header", "X-GitHub-Event"),
                                Map.entry("ingest.webhooks.0.tolerance", "PT1M"),
                                Map.entry("ingest.webhooks.1.name", "pay"),
                                Map.entry("ingest.webhooks.1.secrets-file", "/other"),
                                Map.entry("ingest.webhooks.1.event-type-member", "type")));

        assertThat(settings.webhooks())
                .containsExactly(
                        new WebhookSettings(
                                "github",
                                WebhookSettings.Signature.GitHub,
                                "/secret",
                                "github.com/shop",
                                "github.",
                                "X-GitHub-Event",
                                "",
                                Duration.ofMinutes(1)),
                        new WebhookSettings(
                                "pay",
                                WebhookSettings.Signature.Standard,
                                "/other",
                                "/webhooks/pay",
                                "",
                                "",
                                "type",
                                Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name|A|ingest.webhooks.name is missing or has other characters than a-z 0-9 -",
                "secrets-file|''|ingest.webhooks.secrets-file is missing",
                "signature|Stripe|ingest.webhooks.signature is Stripe: must be one of [Standard, GitHub]",
                "event-type|''|ingest.webhooks.pay has no event-type, event-type-header or event-type-member",
                "tolerance|PT2H|ingest.webhooks.tolerance is PT2H: must be between PT1S and PT1H",
                "secret-file|x|unknown setting ingest.webhooks.0.secret-file: did you mean"
            })
    void refusesAWebhookSayingWhy(String key, String value, String reason) {
        var given = new TreeMap<String, String>();
        given.put("ingest.webhooks.0.name", "pay");
        given.put("ingest.webhooks.0.secrets-file", "/secret");
        given.put("ingest.webhooks.0.event-type", "paid");
        given.put("ingest.webhooks.0." + key, value);

        assertThatThrownBy(() -> settings(given))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void namesTheProducerSettingWhoseValueKafkaRefuses() {
        assertThatThrownBy(() -> settings(Map.of("ingest.kafka.producer.compression.type", "zip")))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("compression.type");
    }

    @ParameterizedTest
    @CsvSource({
        "ingest.pipeline.name,ingest.pipeline.name is missing",
        "ingest.kafka.bootstrap-servers,ingest.kafka.bootstrap-servers is missing",
        "ingest.topics.0.name,ingest.topics is empty: at least one topic is needed"
    })
    void refusesToStartWithoutWhatIsRequired(String key, String reason) {
        var given = new TreeMap<>(REQUIRED);
        given.remove(key);

        assertThatThrownBy(() -> IngestSettings.create(config(given))).hasMessage(reason);
    }

    private static IngestSettings settings(Map<String, String> more) {
        var given = new TreeMap<>(REQUIRED);
        given.putAll(more);
        return IngestSettings.create(config(given));
    }

    private static Config config(Map<String, String> given) {
        return Config.just(ConfigSources.create(given));
    }
}
