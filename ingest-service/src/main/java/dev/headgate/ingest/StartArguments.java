// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import dev.headgate.contract.pipeline.IngestionPipeline;
import dev.headgate.contract.pipeline.PipelineFile;
import dev.headgate.contract.pipeline.PipelineReading;
import dev.headgate.contract.pipeline.Violation;
import dev.headgate.contract.settings.Connections;
import dev.headgate.contract.settings.SettingsRendering;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** From where the process was told to take its settings. */
sealed interface StartArguments {

    /** What the process can be told. */
    String USAGE = "call it with --pipeline FILE or with --config FILE";

    /** Settings rendered from a pipeline file and the environment's connections. */
    record FromPipeline(Path file, Map<String, String> environment) implements StartArguments {}

    /** Settings from a file of their own. */
    record FromConfig(Path file) implements StartArguments {}

    static StartArguments parse(String[] arguments, Map<String, String> environment) {
        if (arguments.length != 2) {
            throw new StartFailure(USAGE);
        }
        Path file = Path.of(arguments[1]);
        return switch (arguments[0]) {
            case "--pipeline" -> new FromPipeline(file, environment);
            case "--config" -> new FromConfig(file);
            default -> throw new StartFailure("unknown option " + arguments[0] + ": " + USAGE);
        };
    }

    /** Root configuration: environment variables and system properties win over the file. */
    default Config config() {
        return switch (this) {
            case FromPipeline(Path file, Map<String, String> environment) ->
                    Config.create(ConfigSources.create(rendered(file, environment)));
            case FromConfig(Path file) -> {
                if (!Files.isReadable(file)) {
                    throw new StartFailure("cannot read " + file);
                }
                yield Config.create(ConfigSources.file(file));
            }
        };
    }

    private static Map<String, String> rendered(Path file, Map<String, String> environment) {
        try {
            return switch (PipelineFile.read(file)) {
                case PipelineReading.Valid(IngestionPipeline pipeline) -> {
                    pipeline.spec().ingest().clusterOnly().ifPresent(StartArguments::warn);
                    yield SettingsRendering.ingest(
                            pipeline, Connections.fromEnvironment(environment));
                }
                case PipelineReading.Invalid invalid ->
                        throw new StartFailure(
                                invalid.violations().stream()
                                        .map(Violation::toString)
                                        .collect(Collectors.joining(System.lineSeparator())));
            };
        } catch (IllegalArgumentException e) {
            throw new StartFailure(String.valueOf(e.getMessage()));
        }
    }

    /** What keeps others out on a cluster must not silently be missing here. */
    private static void warn(String sentence) {
        LoggerFactory.getLogger(StartArguments.class)
                .atWarn()
                .log(
                        "{} Here ingest.callers, ingest.server.tls, ingest.webhooks and"
                                + " ingest.schemas of the service's own settings do the same.",
                        sentence);
    }
}
