// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.tail;

import dev.headgate.cli.CommandFailure;
import dev.headgate.cli.KafkaAdmin;
import dev.headgate.cli.PipelineArgument;
import dev.headgate.cli.ServerOptions;
import dev.headgate.cli.run.Addresses;
import dev.headgate.cli.run.FolderOption;
import dev.headgate.contract.name.PipelineNames;
import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.pipeline.KafkaConnection;
import dev.headgate.contract.pipeline.TopicSpec;
import dev.headgate.contract.settings.Connections;
import dev.headgate.contract.settings.KafkaSecurity;
import dev.headgate.contract.settings.SecretFiles;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Arguments that say which topics of which Kafka are looked at. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class TailTarget {

    private static final String SILENCE_MILLIS_MAX = "8000";
    private static final String REQUEST_MILLIS_MAX = "4000";

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "The pipeline file. Without one, --topic and --kafka say where.")
    private @Nullable Path file;

    @Option(
            names = {"--kafka", "--bootstrap-servers"},
            paramLabel = "HOST:PORT",
            description = {
                "Kafka's bootstrap servers. Environment: " + Connections.KAFKA + ".",
                "Default: those of the file, else those of a run on this machine"
            })
    private @Nullable String kafka;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Settings of Kafka's clients, such as a login, as Kafka's tools take it.")
    private @Nullable Path kafkaConfig;

    @Option(
            names = "--topic",
            split = ",",
            description = "Only these topics. Default: all of the file")
    private List<String> topics = List.of();

    @Option(
            names = "--dead-letters",
            description = "What came to nothing: the topics dlq.* instead of those themselves.")
    private boolean deadLetters;

    @Mixin private FolderOption folders;

    /**
     * What is looked at.
     *
     * @param kafka settings of Kafka's clients, where it is among them
     * @param topics the topics; each of them exists
     */
    record Found(Map<String, String> kafka, List<String> topics) {}

    /** Looks whether Kafka and the topics are there. */
    Found find() {
        @Nullable IngestionPipeline pipeline = file == null ? null : PipelineArgument.read(file);
        List<String> wanted = wanted(pipeline);
        Map<String, String> settings = settings(pipeline);
        String servers = String.valueOf(settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
        var patience = new HashMap<>(settings);
        patience.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, SILENCE_MILLIS_MAX);
        patience.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS_MAX);
        try (KafkaAdmin admin = KafkaAdmin.of(servers, patience)) {
            var missing = new ArrayList<>(wanted);
            missing.removeAll(admin.describe(wanted).keySet());
            if (!missing.isEmpty()) {
                throw CommandFailure.invalid(
                        "Kafka at %s has no topic %s."
                                .formatted(servers, String.join(", ", missing)));
            }
        }
        return new Found(settings, wanted);
    }

    private List<String> wanted(@Nullable IngestionPipeline pipeline) {
        if (pipeline == null && topics.isEmpty()) {
            throw CommandFailure.invalid("Which topics? Give a pipeline file, or --topic.");
        }
        List<String> all =
                pipeline == null
                        ? topics
                        : pipeline.spec().topics().stream().map(TopicSpec::name).toList();
        for (String topic : topics) {
            if (!all.contains(topic)) {
                throw CommandFailure.invalid("The pipeline has no topic " + topic + ".");
            }
        }
        return (topics.isEmpty() ? all : topics)
                .stream()
                        .map(topic -> deadLetters ? PipelineNames.deadLetterTopic(topic) : topic)
                        .distinct()
                        .toList();
    }

    private Map<String, String> settings(@Nullable IngestionPipeline pipeline) {
        @Nullable KafkaConnection own = pipeline == null ? null : pipeline.spec().kafka();
        var settings = new HashMap<String, String>();
        String servers = given();
        if (own != null && servers.isEmpty()) {
            // A login goes only to the brokers that stand beside it.
            servers = own.bootstrapServers();
            settings.putAll(secrets(own));
        }
        if (servers.isEmpty() && pipeline != null) {
            servers =
                    folders.of(pipeline.metadata())
                            .addresses()
                            .map(Addresses::connections)
                            .map(Connections::kafkaBootstrapServers)
                            .orElse("");
        }
        if (servers.isEmpty()) {
            throw ServerOptions.noKafka();
        }
        settings.putAll(ownSettings());
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        return settings;
    }

    private String given() {
        return kafka == null ? System.getenv().getOrDefault(Connections.KAFKA, "") : kafka;
    }

    private Map<String, String> secrets(KafkaConnection own) {
        if (kafkaConfig != null) {
            return Map.of();
        }
        try {
            return SecretFiles.resolve(KafkaSecurity.properties(own));
        } catch (UncheckedIOException e) {
            throw CommandFailure.invalid(
                    e.getMessage() + ". Outside of a pod give --kafka-config FILE.");
        }
    }

    private Map<String, String> ownSettings() {
        if (kafkaConfig == null) {
            return Map.of();
        }
        var properties = new Properties();
        try (Reader in = Files.newBufferedReader(kafkaConfig)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException _) {
            throw CommandFailure.invalid("The file %s cannot be read.".formatted(kafkaConfig));
        }
        var settings = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(n -> settings.put(n, properties.getProperty(n)));
        return settings;
    }
}
