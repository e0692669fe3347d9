// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import dev.headgate.contract.telemetry.ConsumerTelemetry;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.helidon.logging.common.LogConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A start that leads nowhere, from which the JVM makes its cache ({@code -XX:AOTCacheOutput}) when
 * an image is built: real starts then find their classes loaded and linked. It needs neither Kafka
 * nor PostgreSQL: nobody listens where it looks for them, and the classes that only an answer would
 * have loaded are loaded by name. The list of those is made from a real start, by the benchmark of
 * starts; one that is out of date costs some milliseconds, nothing else.
 */
public final class StartTraining {

    /** Classes that a real start loads. */
    static final String CLASSES = "start-classes.txt";

    static final String BARE = "bare";

    /** Nobody listens there. */
    private static final String NOBODY = "127.0.0.1:1";

    private StartTraining() {}

    /**
     * Starts, looks around, and stops.
     *
     * @param arguments {@code bare} to leave the list of classes out
     */
    public static void main(String[] arguments) throws IOException {
        LogConfig.configureRuntime();
        int missing = List.of(arguments).contains(BARE) ? 0 : load();
        ConsumerService service =
                ConsumerService.start(
                        Config.builder(ConfigSources.create(settings()))
                                .disableEnvironmentVariablesSource()
                                .disableSystemPropertiesSource()
                                .build());
        for (String path :
                List.of("/observe/health/live", "/observe/metrics", ConsumerTelemetry.PATH)) {
            get(service, path);
        }
        service.stop();
        System.err.println("trained; classes that are not there any more: " + missing);
        System.exit(0);
    }

    private static Map<String, String> settings() {
        return Map.of(
                "consumer.pipeline.name", "training",
                "consumer.server.host", "127.0.0.1",
                "consumer.server.management-port", "0",
                "consumer.kafka.bootstrap-servers", NOBODY,
                "consumer.kafka.group-id", "training",
                "consumer.database.url", "jdbc:postgresql://" + NOBODY + "/training",
                "consumer.database.schema", "training",
                "consumer.topics.0.name", "training",
                "consumer.drain-timeout", "PT0S");
    }

    private static int load() {
        try (@Nullable InputStream list = StartTraining.class.getResourceAsStream(CLASSES)) {
            Reader names =
                    new InputStreamReader(Objects.requireNonNull(list), StandardCharsets.UTF_8);
            return (int) new BufferedReader(names).lines().filter(name -> !isLoaded(name)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isLoaded(String name) {
        try {
            Class.forName(name, false, StartTraining.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError _) {
            return false;
        }
    }

    private static void get(ConsumerService service, String path) throws IOException {
        var uri = URI.create("http://127.0.0.1:%d%s".formatted(service.managementPort(), path));
        try (InputStream body = uri.toURL().openStream()) {
            body.readAllBytes();
        }
    }
}
