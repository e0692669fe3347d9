// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.consumer.ConsumerSettings;
import dev.headgate.ingest.setting.IngestSettings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.helidon.config.yaml.YamlConfigParser;
import java.util.List;
import java.util.Map;
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
        ConsumerSettings consumer =
                ConsumerSettings.create(
                        config(
                                each,
                                ServiceRole.CONSUMER,
                                Map.of("consumer.database.url", "jdbc:postgresql://db/headgate")));

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
