// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.pipeline.AwsMskIamLogin;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.pipeline.KafkaAuthentication;
import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.KafkaTls;
import dev.headgate.contract.pipeline.PipelineFile;
import dev.headgate.contract.pipeline.PipelineReading.Valid;
import dev.headgate.contract.pipeline.SecretReference;
import dev.headgate.contract.settings.SettingsRendering;
import dev.headgate.embedded.FreePorts;
import dev.headgate.ingest.setting.IngestSettings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.util.ServiceLoader;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpService;

/** The login to Amazon MSK with what this service has on its class path; no AWS is reached. */
class AmazonMskIT {

    @Test
    void aProducerCanBeMadeWithTheSettingsOfThatLogin() {
        IngestSettings settings = IngestSettings.create(config());
        assertThat(settings.kafka().producer()).containsEntry("sasl.mechanism", "AWS_MSK_IAM");

        try (Producer<byte[], byte[]> producer = ProducerSettings.create(settings)) {
            assertThat(producer.metrics()).isNotEmpty();
        }
    }

    /** A pod's role is taken by its token, which two libraries have a part in, loaded by name. */
    @Test
    void whatTakesTheRoleOfAPodIsThere() throws ClassNotFoundException {
        assertThat(
                        Class.forName(
                                "software.amazon.awssdk.services.sts.internal.StsWebIdentityCredentialsProviderFactory"))
                .isPublic();
        assertThat(ServiceLoader.load(SdkHttpService.class)).hasSize(1);
    }

    private static Config config() {
        String text =
                """
                apiVersion: headgate.dev/v1alpha1
                kind: IngestionPipeline
                metadata: {name: orders}
                spec: {topics: [{name: orders}]}
                """;
        IngestionPipeline pipeline = ((Valid) PipelineFile.parse("pipeline.yaml", text)).pipeline();
        var kafka =
                new KafkaConnection(
                        "127.0.0.1:" + FreePorts.next(),
                        new KafkaTls(null, null),
                        new KafkaAuthentication(
                                null, new AwsMskIamLogin(null, new SecretReference("keys"))));
        return Config.builder(ConfigSources.create(SettingsRendering.ingest(pipeline, kafka)))
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .build();
    }
}
