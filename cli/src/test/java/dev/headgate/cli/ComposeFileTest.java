// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The compose file: who sees which secret, and what can be reached from outside. */
class ComposeFileTest {

    private static final Path ROOT = Path.of("..");
    private static final String TOKEN_FILE = "CONSUMER_DEAD_DASH_LETTERS_TOKEN_DASH_FILE";

    private JsonNode services;

    @BeforeEach
    void readFile() throws IOException {
        services = yaml("docker-compose.yml").path("services");
    }

    @Test
    void tokenForDeadLettersIsSeenByConsumersAndTheCommandAlone() {
        var seen = new TreeMap<String, String>();
        services.properties()
                .forEach(service ->
                        volumes(service.getValue())
                                .filter(volume -> volume.startsWith("dead-letters:"))
                                .forEach(volume -> seen.put(service.getKey(), volume)));

        assertThat(seen)
                .containsOnlyKeys("secrets", "consumer-service", "headgate")
                .containsEntry("secrets", "dead-letters:/run/dead-letters")
                .containsEntry("consumer-service", "dead-letters:/run/dead-letters:ro")
                .containsEntry("headgate", "dead-letters:/run/dead-letters:ro");
    }

    @Test
    void consumersAndTheCommandReadTheTokenThatTheFirstStartMakes() {
        String file = "/run/dead-letters/token";

        assertThat(services.path("secrets").path("command").path(0).asText())
                .contains("make " + file + " 10001 400");
        assertThat(environment("consumer-service").path(TOKEN_FILE).asText()).isEqualTo(file);
        assertThat(environment("headgate").path("HEADGATE_DEAD_LETTERS_TOKEN_FILE").asText())
                .isEqualTo(file);
        assertThat(environment("headgate").path("HEADGATE_DEAD_LETTERS_URL").asText())
                .isEqualTo("http://consumer-service:9081");
    }

    /** As Helidon reads the names: dots for underscores, and dashes where they say so. */
    @Test
    void variablesOfTheConsumersAreSettingsOfTheirs() throws IOException {
        JsonNode settings = yaml("consumer-service/src/main/resources/application.yaml");
        var given = new ArrayList<String>();
        environment("consumer-service").fieldNames().forEachRemaining(given::add);
        given.removeIf(name -> name.startsWith("HEADGATE_"));

        assertThat(given).contains(TOKEN_FILE);
        assertThat(given)
                .allSatisfy(name -> {
                    String key = name.toLowerCase(Locale.ROOT).replace("_dash_", "-");
                    assertThat(settings.at("/" + key.replace('_', '/')).isValueNode())
                            .as(name)
                            .isTrue();
                });
    }

    @Test
    void nothingButEventsComesInAndThatFromThisMachineOnly() {
        var published = new ArrayList<String>();
        services.forEach(
                service -> service.path("ports").forEach(port -> published.add(port.asText())));

        assertThat(published).isEqualTo(List.of("127.0.0.1:${HEADGATE_PORT:-8080}:8080"));
    }

    private JsonNode environment(String service) {
        return services.path(service).path("environment");
    }

    private static Stream<String> volumes(JsonNode service) {
        return service.path("volumes").valueStream().map(JsonNode::asText);
    }

    private static JsonNode yaml(String file) throws IOException {
        Object read =
                new Yaml(new SafeConstructor(new LoaderOptions()))
                        .load(Files.readString(ROOT.resolve(file)));
        return new ObjectMapper().valueToTree(read);
    }
}
