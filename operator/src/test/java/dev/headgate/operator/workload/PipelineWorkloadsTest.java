// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.consumer.ConsumerSettings;
import dev.headgate.ingest.setting.IngestSettings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.helidon.config.yaml.YamlConfigParser;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the wanted children with the folders in {@code src/test/resources/desired}. With {@code
 * -Dheadgate.regenerate=true} it writes them first.
 */
class PipelineWorkloadsTest {

    private static final String REGENERATE =
            "to write it anew: mvn test -pl operator -am -Dtest=PipelineWorkloadsTest"
                    + " -Dheadgate.regenerate=true";

    private static List<DesiredCase> cases() {
        return DesiredCase.all().toList();
    }

    private static List<DesiredCase> casesWithoutToken() {
        return DesiredCase.all()
                .filter(each -> each.scope().settings().deadLetterToken() == null)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void wantsWhatTheFolderSays(DesiredCase each) {
        if (Boolean.getBoolean("headgate.regenerate")) {
            each.write();
        }

        assertThat(each.wanted()).as(REGENERATE).isEqualTo(each.said());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void wantsEachChildOnceAndUnderANameThatKubernetesTakes(DesiredCase each) {
        List<HasMetadata> children = PipelineWorkloads.desired(each.scope());

        assertThat(children)
                .extracting(child -> child.getKind() + "/" + child.getMetadata().getName())
                .doesNotHaveDuplicates();
        assertThat(children)
                .allSatisfy(child -> {
                    assertThat(child.getMetadata().getName()).hasSizeLessThanOrEqualTo(63);
                    assertThat(child.getMetadata().getOwnerReferences())
                            .singleElement()
                            .satisfies(owner -> assertThat(owner.getController()).isTrue());
                });
    }

    /** The secrets themselves the services read from files when they make a client. */
    @ParameterizedTest
    @MethodSource("cases")
    void rendersSettingsThatTheServicesTake(DesiredCase each) {
        IngestSettings ingest = IngestSettings.create(config(each, ServiceRole.INGEST, Map.of()));
        ConsumerSettings consumer = consumer(each);

        String servers = each.scope().kafka().bootstrapServers();
        assertThat(ingest.kafka().bootstrapServers()).isEqualTo(servers);
        assertThat(consumer.kafka().bootstrapServers()).isEqualTo(servers);
        assertThat(ingest.topics()).extracting(topic -> topic.name()).isEqualTo(consumer.topics());
    }

    @Test
    void loginIsTheSameForBothServicesAndHoldsNoSecret() {
        WorkloadScope scope = DesiredCase.of("tls-scram").scope();
        var ingest =
                IngestSettings.create(
                        config(DesiredCase.of("tls-scram"), ServiceRole.INGEST, Map.of()));

        assertThat(ingest.kafka().producer())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-256")
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                + " username=\"%{file:/etc/headgate/kafka-login/username}\""
                                + " password=\"%{file:/etc/headgate/kafka-login/password}\";");
        assertThat(SettingsConfigMap.text(scope, ServiceRole.CONSUMER))
                .contains("sasl.jaas.config: \"org.apache.kafka.common.security.scram");
    }

    /** A folder that is mounted whole changes with its Secret, and no pod is made for it. */
    @Test
    void ingestAloneSeesItsFilesInWholeFoldersAndDoesNotStartWithoutThem() {
        assertThat(
                        children(DesiredCase.of("callers-tls"))
                                .filter(child -> text(child).contains("orders-callers")))
                .singleElement()
                .isInstanceOfSatisfying(
                        Deployment.class,
                        ingest -> {
                            PodSpec pod = ingest.getSpec().getTemplate().getSpec();
                            assertThat(ingest.getMetadata().getName()).isEqualTo("orders-ingest");
                            assertThat(pod.getContainers().getFirst().getVolumeMounts())
                                    .allMatch(mount -> mount.getSubPath() == null);
                            assertThat(
                                            pod.getVolumes().stream()
                                                    .filter(each -> each.getProjected() != null))
                                    .hasSize(4)
                                    .noneMatch(each -> text(each).contains("optional"));
                        });
        assertThat(children(DesiredCase.of("minimal")))
                .noneMatch(child -> text(child).contains("projected"));
    }

    @Test
    void consumersAloneSeeTheTokenForDeadLettersAndAsAFile() {
        DesiredCase given = DesiredCase.of("dead-letter-token");
        TokenReference token = new TokenReference("for-people", "api-token");

        assertThat(children(given).filter(child -> text(child).contains(token.secret())))
                .singleElement()
                .isInstanceOfSatisfying(
                        Deployment.class,
                        consumer -> {
                            PodSpec pod = consumer.getSpec().getTemplate().getSpec();
                            assertThat(consumer.getMetadata().getName())
                                    .isEqualTo("orders-consumer");
                            assertThat(pod.getContainers().getFirst().getEnv())
                                    .noneMatch(each -> text(each).contains(token.key()));
                            assertThat(file(pod, token))
                                    .isEqualTo(consumer(given).letterAccess().tokenFile());
                        });
        assertThat(SettingsConfigMap.text(given.scope(), ServiceRole.INGEST))
                .doesNotContain("dead-letters");
    }

    @ParameterizedTest
    @MethodSource("casesWithoutToken")
    void deadLettersStayClosedAndNothingIsMountedWithoutAToken(DesiredCase each) {
        assertThat(consumer(each).letterAccess().tokenFile()).isEmpty();
        assertThat(children(each)).noneMatch(child -> text(child).contains("dead-letters"));
    }

    /** A Secret that changes, or comes late, is seen only in a folder that is mounted whole. */
    private static String file(PodSpec pod, TokenReference token) {
        Volume volume =
                pod.getVolumes().stream()
                        .filter(each -> text(each).contains(token.secret()))
                        .findFirst()
                        .orElseThrow();
        assertThat(volume.getSecret().getOptional()).as("the Secret may be missing").isTrue();
        KeyToPath item = volume.getSecret().getItems().getFirst();
        assertThat(item.getKey()).isEqualTo(token.key());
        VolumeMount mount =
                pod.getContainers().getFirst().getVolumeMounts().stream()
                        .filter(each -> each.getName().equals(volume.getName()))
                        .findFirst()
                        .orElseThrow();
        assertThat(mount.getSubPath()).isNull();
        assertThat(mount.getReadOnly()).isTrue();
        return mount.getMountPath() + "/" + item.getPath();
    }

    private static Stream<HasMetadata> children(DesiredCase each) {
        return PipelineWorkloads.desired(each.scope()).stream();
    }

    private static String text(Object object) {
        return Serialization.asYaml(object);
    }

    private static ConsumerSettings consumer(DesiredCase each) {
        return ConsumerSettings.create(
                config(
                        each,
                        ServiceRole.CONSUMER,
                        Map.of("consumer.database.url", "jdbc:postgresql://db/headgate")));
    }

    private static Config config(DesiredCase each, ServiceRole role, Map<String, String> over) {
        String text = SettingsConfigMap.text(each.scope(), role);
        return Config.builder()
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .addParser(YamlConfigParser.create())
                .sources(
                        ConfigSources.create(over),
                        ConfigSources.create(text, MediaTypes.APPLICATION_YAML))
                .build();
    }
}
