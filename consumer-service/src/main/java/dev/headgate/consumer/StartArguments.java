// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import dev.headgate.contract.pipeline.PipelineFile;
import dev.headgate.contract.pipeline.PipelineReading.Invalid;
import dev.headgate.contract.pipeline.PipelineReading.Valid;
import dev.headgate.contract.pipeline.Violation;
import dev.headgate.contract.settings.Connections;
import dev.headgate.contract.settings.SettingsRendering;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.helidon.config.spi.ConfigSource;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The command line together with the environment, as a configuration. System properties win over
 * the environment's {@code consumer.…} variables, those over {@code HEADGATE_DATABASE_*}, those
 * over what the file says.
 *
 * @param config root configuration
 */
record StartArguments(Config config) {

    private static final String USAGE =
            "say --pipeline FILE (a pipeline file; HEADGATE_KAFKA and HEADGATE_DATABASE_* say where"
                    + " the servers are) or --config FILE (settings, as in application.yaml)";

    static StartArguments parse(String[] arguments, Map<String, String> environment) {
        if (arguments.length != 2) {
            throw new StartException(USAGE);
        }
        Path file = Path.of(arguments[1]);
        return switch (arguments[0]) {
            case "--pipeline" -> new StartArguments(rendered(file, environment));
            case "--config" -> new StartArguments(settings(file, environment));
            default -> throw new StartException(USAGE);
        };
    }

    private static Config settings(Path file, Map<String, String> environment) {
        if (!Files.isReadable(file)) {
            throw new StartException("the settings file " + file + " cannot be read");
        }
        Map<String, String> database = new TreeMap<>();
        Connections connections = connections(environment);
        if (!connections.databasePassword().isEmpty()) {
            database.put("consumer.database.password", connections.databasePassword());
        }
        if (!connections.databaseUrl().isEmpty()) {
            database.put("consumer.database.url", connections.databaseUrl());
        }
        if (environment.containsKey(Connections.DATABASE_USERNAME)) {
            database.put("consumer.database.username", connections.databaseUsername());
        }
        return config(List.of(ConfigSources.create(database), ConfigSources.file(file)));
    }

    private static Config rendered(Path file, Map<String, String> environment) {
        return switch (PipelineFile.read(file)) {
            case Invalid(List<Violation> violations) ->
                    throw new StartException(
                            violations.stream()
                                    .map(Violation::toString)
                                    .collect(Collectors.joining(System.lineSeparator())));
            case Valid(var pipeline) -> {
                Connections connections = connections(environment);
                var settings = new TreeMap<>(SettingsRendering.consumer(pipeline, connections));
                settings.put("consumer.database.password", connections.databasePassword());
                yield config(List.of(ConfigSources.create(settings)));
            }
        };
    }

    private static Config config(List<Supplier<? extends ConfigSource>> sources) {
        var all = new ArrayList<Supplier<? extends ConfigSource>>();
        all.add(ConfigSources.systemProperties());
        all.add(ConfigSources.environmentVariables());
        all.addAll(sources);
        return Config.builder()
                .disableSystemPropertiesSource()
                .disableEnvironmentVariablesSource()
                .sources(all)
                .build();
    }

    private static Connections connections(Map<String, String> environment) {
        try {
            return Connections.fromEnvironment(environment);
        } catch (UncheckedIOException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }
}
