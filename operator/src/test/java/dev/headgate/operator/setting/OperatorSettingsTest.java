// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.contract.pipeline.AwsMskIamLogin;
import dev.headgate.contract.pipeline.KafkaAuthentication;
import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.KafkaTls;
import dev.headgate.contract.pipeline.PodResources;
import dev.headgate.contract.pipeline.ResourceAmounts;
import dev.headgate.contract.pipeline.ScramLogin;
import dev.headgate.contract.pipeline.SecretReference;
import dev.headgate.operator.workload.Monitoring;
import dev.headgate.operator.workload.NetworkAccess;
import dev.headgate.operator.workload.TokenReference;
import dev.headgate.operator.workload.WorkloadSettings;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorSettingsTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/headgate";
    private static final Map<String, String> REQUIRED =
            Map.of(
                    "images.ingest-service", "i:1",
                    "images.consumer-service", "c:1",
                    "images.headgate", "h:1");

    @Test
    void defaultsAreExactlyThese() {
        assertThat(settings(Map.of()))
                .isEqualTo(
                        new OperatorSettings(
                                Set.of(),
                                null,
                                "headgate-database",
                                new WorkloadSettings(
                                        new WorkloadSettings.Images("i:1", "c:1", "h:1", List.of()),
                                        new PodResources(
                                                new ResourceAmounts("250m", "512Mi"),
                                                new ResourceAmounts(null, "512Mi")),
                                        new PodResources(
                                                new ResourceAmounts("500m", "512Mi"),
                                                new ResourceAmounts(null, "512Mi")),
                                        new NetworkAccess(List.of(), List.of(5432)),
                                        false),
                                true,
                                new ServerSettings("0.0.0.0", 9082),
                                null));
    }

    @Test
    void everyKeyMaps() {
        OperatorSettings settings =
                settings(
                        Map.ofEntries(
                                Map.entry("namespaces.0", "shop"),
                                Map.entry("namespaces.1", "sales"),
                                Map.entry("kafka.bootstrap-servers", "a:9093,b:9093"),
                                Map.entry("kafka.tls.enabled", "true"),
                                Map.entry("kafka.tls.trusted-certificates-secret", "authorities"),
                                Map.entry("kafka.tls.client-certificate-secret", "client"),
                                Map.entry("kafka.scram.secret", "login"),
                                Map.entry("kafka.scram.mechanism", "ScramSha256"),
                                Map.entry("database.secret", "db"),
                                Map.entry("database.ports.0", "6432"),
                                Map.entry("database.ports.1", "5433"),
                                Map.entry("dead-letters.token-secret", "letters"),
                                Map.entry("dead-letters.token-key", "api.token"),
                                Map.entry("images.pull-secrets.0", "registry"),
                                Map.entry("resources.ingest-service.requests.cpu", "1"),
                                Map.entry("resources.ingest-service.requests.memory", "1Gi"),
                                Map.entry("resources.ingest-service.limits.cpu", "2"),
                                Map.entry("resources.ingest-service.limits.memory", "2Gi"),
                                Map.entry("resources.consumer-service.requests.cpu", "3"),
                                Map.entry("resources.consumer-service.requests.memory", "3Gi"),
                                Map.entry("resources.consumer-service.limits.cpu", "4"),
                                Map.entry("resources.consumer-service.limits.memory", "4Gi"),
                                Map.entry("management-peers.0.namespace", "system"),
                                Map.entry("management-peers.1.namespace", "monitoring"),
                                Map.entry("pod-monitors", "true"),
                                Map.entry("prometheus-rules", "true"),
                                Map.entry("monitoring-labels.0.name", "release"),
                                Map.entry("monitoring-labels.0.value", "kps"),
                                Map.entry("strimzi", "false"),
                                Map.entry("server.host", "127.0.0.1"),
                                Map.entry("server.management-port", "1"),
                                Map.entry("leader-election.enabled", "true"),
                                Map.entry("leader-election.lease-namespace", "system"),
                                Map.entry("leader-election.lease-name", "lease")));

        assertThat(settings)
                .isEqualTo(
                        new OperatorSettings(
                                Set.of("shop", "sales"),
                                new KafkaConnection(
                                        "a:9093,b:9093",
                                        new KafkaTls(
                                                new SecretReference("authorities"),
                                                new SecretReference("client")),
                                        new KafkaAuthentication(
                                                new ScramLogin(
                                                        ScramLogin.Mechanism.ScramSha256,
                                                        new SecretReference("login")),
                                                null)),
                                "db",
                                new WorkloadSettings(
                                        new WorkloadSettings.Images(
                                                "i:1", "c:1", "h:1", List.of("registry")),
                                        new PodResources(
                                                new ResourceAmounts("1", "1Gi"),
                                                new ResourceAmounts("2", "2Gi")),
                                        new PodResources(
                                                new ResourceAmounts("3", "3Gi"),
                                                new ResourceAmounts("4", "4Gi")),
                                        new NetworkAccess(
                                                List.of(
                                                        NetworkAccess.Peer.of("system", Map.of()),
                                                        NetworkAccess.Peer.of(
                                                                "monitoring", Map.of())),
                                                List.of(5433, 6432)),
                                        new Monitoring(true, true, Map.of("release", "kps")),
                                        new TokenReference("letters", "api.token")),
                                false,
                                new ServerSettings("127.0.0.1", 1),
                                new LeaderElectionSettings("system", "lease", "pod-1")));
    }

    @Test
    void takesAnIdentityOfAwsInstead() {
        Map<String, String> msk =
                Map.of("kafka.bootstrap-servers", "b:9098", "kafka.tls.enabled", "true");

        assertThat(settings(with(msk, "kafka.aws-msk-iam.role-arn", ROLE)).kafka())
                .isEqualTo(
                        new KafkaConnection(
                                "b:9098",
                                new KafkaTls(null, null),
                                new KafkaAuthentication(null, new AwsMskIamLogin(ROLE, null))));
        assertThat(settings(with(msk, "kafka.aws-msk-iam.secret", "keys")).kafka())
                .extracting(kafka -> kafka.authentication())
                .isEqualTo(
                        new KafkaAuthentication(
                                null, new AwsMskIamLogin(null, new SecretReference("keys"))));
    }

    @Test
    void takesTheUsualKeyOfASecretWithATokenAndNoneWithoutASecret() {
        assertThat(settings(Map.of("dead-letters.token-secret", "letters")).workloads())
                .extracting(WorkloadSettings::deadLetterToken)
                .isEqualTo(new TokenReference("letters", "token"));
        assertThat(settings(Map.of("dead-letters.token-key", "other")).workloads())
                .extracting(WorkloadSettings::deadLetterToken)
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"|operator.dead-letters.token-key is missing",
                "..|operator.dead-letters.token-key is ..: must be a key of a Secret, of letters, 0-9, -, _ and .",
                "../password|operator.dead-letters.token-key is ../password: must be a key of a Secret, of letters, 0-9, -, _ and .",
                "a token|operator.dead-letters.token-key is a token: must be a key of a Secret, of letters, 0-9, -, _ and ."
            })
    void refusesASecretWithATokenUnderNoKeyOrUnderOneThatCannotBe(String key, String reason) {
        assertThatThrownBy(() ->
                        settings(
                                Map.of(
                                        "dead-letters.token-secret",
                                        "letters",
                                        "dead-letters.token-key",
                                        key)))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage(reason);
    }

    /** The form in which the chart writes lists that are empty. */
    @Test
    void takesAFileWithEmptyLists(@TempDir Path folder) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("application.yaml"),
                        """
                        operator:
                          namespaces: []
                          database:
                            ports: []
                          images:
                            ingest-service: "i:1"
                            consumer-service: "c:1"
                            headgate: "h:1"
                            pull-secrets: []
                          management-peers: []
                        """);

        OperatorSettings settings =
                OperatorSettings.create(Config.just(ConfigSources.file(file)), Map.of());

        assertThat(settings.namespaces()).isEmpty();
        assertThat(settings.workloads().network())
                .isEqualTo(new NetworkAccess(List.of(), List.of()));
    }

    /** All that the chart can write, whatever its values are: they stand for themselves here. */
    @Test
    void knowsEveryKeyThatTheChartWrites() throws Exception {
        String template =
                Files.readString(Path.of("../charts/headgate/templates/operator/configmap.yaml"));
        String written =
                template.substring(template.indexOf("operator:\n"))
                        .lines()
                        .filter(line -> !line.strip().startsWith("{{"))
                        .map(line -> line.replaceAll("\\{\\{ toJson .*?}}", "[any]"))
                        .map(line -> line.replaceAll("\\{\\{.*?}}", "any"))
                        .collect(Collectors.joining("\n"));
        Config root = Config.just(ConfigSources.create(written, MediaTypes.APPLICATION_X_YAML));

        assertThat(root.traverse().filter(Config::isLeaf)).hasSizeGreaterThan(20);
        assertThatThrownBy(() -> OperatorSettings.create(root, Map.of()))
                .as("the first value, and no key")
                .hasMessageStartingWith("operator.kafka")
                .hasMessageNotContaining("unknown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server.prot|1|unknown setting operator.server.prot: did you mean operator.server.host?",
                "namespace.0|a|unknown setting operator.namespace.0: did you mean operator.namespaces.0?",
                "server.management-port|70000|operator.server.management-port is 70000: must be between 0 and 65535",
                "server.management-port|metrics|operator.server.management-port is metrics: must be a whole number",
                "pod-monitors|yes|operator.pod-monitors is yes: must be true or false",
                "database.ports.0|0|operator.database.ports is 0: must be between 1 and 65535",
                "namespaces.0|Shop|operator.namespaces is Shop: must be the name of a namespace, of a-z, 0-9 and -",
                "images.pull-secrets.0|my_secret|operator.images.pull-secrets is my_secret: must be the name of an object, of a-z, 0-9, - and .",
                "dead-letters.token-secret|My Secret|operator.dead-letters.token-secret is My Secret: must be the name of an object, of a-z, 0-9, - and .",
                "kafka.tls.client-certificate-secret|own|operator.kafka.tls.enabled is false, but Secrets with certificates are named: set it to true, or leave them out",
                "kafka.scram.secret|login|operator.kafka.bootstrap-servers is required: Brokers to begin with: host:port, separated by commas.",
                "resources.ingest-service.requests.memory|4Gi|operator.resources.ingest-service.requests.memory is 4Gi, more than limits.memory (512Mi)",
                "leader-election.enabled|true|operator.leader-election.lease-namespace is missing"
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
                "kafka.bootstrap-servers|kafka|operator.kafka.bootstrap-servers",
                "database.secret|My Secret|operator.database.secret",
                "resources.consumer-service.limits.cpu|many|operator.resources.consumer-service.limits.cpu"
            })
    void judgesDefaultsByTheRulesOfPipelines(String key, String value, String named) {
        assertThatThrownBy(() -> settings(Map.of(key, value)))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageStartingWith(named + " ")
                .hasMessageContaining(value);
    }

    @Test
    void refusesTwoWaysToLogIn() {
        assertThatThrownBy(() ->
                        settings(
                                Map.of(
                                        "kafka.bootstrap-servers", "b:9098",
                                        "kafka.tls.enabled", "true",
                                        "kafka.scram.secret", "login",
                                        "kafka.aws-msk-iam.secret", "keys")))
                .hasMessage("operator.kafka exactly one of scram and awsMskIam must be set");
    }

    @Test
    void wantsEncryptionForAnIdentityOfAws() {
        assertThatThrownBy(() ->
                        settings(
                                Map.of(
                                        "kafka.bootstrap-servers",
                                        "b:9098",
                                        "kafka.aws-msk-iam.role-arn",
                                        ROLE)))
                .hasMessageStartingWith("operator.kafka.tls.enabled is required by awsMskIam");
    }

    @Test
    void wantsANameForTheReplicaThatTakesPartInAnElection() {
        Config root =
                config(
                        Map.of(
                                "leader-election.enabled", "true",
                                "leader-election.lease-namespace", "system"));

        assertThatThrownBy(() -> OperatorSettings.create(root, Map.of()))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("POD_NAME is not set");
    }

    @ParameterizedTest
    @CsvSource({"images.ingest-service", "images.consumer-service", "images.headgate"})
    void refusesToStartWithoutAnImage(String key) {
        assertThatThrownBy(() -> settings(Map.of(key, "")))
                .hasMessage("operator." + key + " is missing");
    }

    private static Map<String, String> with(Map<String, String> some, String key, String value) {
        var all = new TreeMap<>(some);
        all.put(key, value);
        return all;
    }

    private static OperatorSettings settings(Map<String, String> more) {
        return OperatorSettings.create(config(more), Map.of("POD_NAME", "pod-1"));
    }

    private static Config config(Map<String, String> more) {
        var given = new TreeMap<String, String>();
        REQUIRED.forEach((key, value) -> given.put("operator." + key, value));
        more.forEach((key, value) -> given.put("operator." + key, value));
        return Config.just(ConfigSources.create(given));
    }
}
