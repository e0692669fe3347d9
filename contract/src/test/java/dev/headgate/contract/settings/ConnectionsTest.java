// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {

    @Test
    void readsEveryVariable() {
        assertThat(
                        Connections.fromEnvironment(
                                Map.of(
                                        "HEADGATE_KAFKA", "kafka:9092",
                                        "HEADGATE_DATABASE_URL", "jdbc:postgresql://db/headgate",
                                        "HEADGATE_DATABASE_USERNAME", "writer",
                                        "HEADGATE_DATABASE_PASSWORD", "s3cret")))
                .isEqualTo(
                        new Connections(
                                "kafka:9092", "jdbc:postgresql://db/headgate", "writer", "s3cret"));
    }

    @Test
    void hasExactlyTheseDefaults() {
        assertThat(Connections.fromEnvironment(Map.of()))
                .isEqualTo(new Connections("", "", "headgate", ""));
    }

    @Test
    void prefersThePasswordFileAndDropsItsLineBreak(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "from-file\n");
        assertThat(
                        Connections.fromEnvironment(
                                        Map.of(
                                                "HEADGATE_DATABASE_PASSWORD",
                                                "from-variable",
                                                "HEADGATE_DATABASE_PASSWORD_FILE",
                                                file.toString()))
                                .databasePassword())
                .isEqualTo("from-file");
    }

    @Test
    void namesAPasswordFileThatCannotBeRead() {
        assertThatThrownBy(() ->
                        Connections.fromEnvironment(
                                Map.of("HEADGATE_DATABASE_PASSWORD_FILE", "no/such/file")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(
                        "HEADGATE_DATABASE_PASSWORD_FILE names a file that cannot be read:"
                                + " no/such/file");
    }

    @Test
    void showsNoPassword() {
        assertThat(new Connections("kafka:9092", "jdbc:postgresql://db/x", "writer", "s3cret"))
                .hasToString(
                        "Connections[kafka=kafka:9092, database=jdbc:postgresql://db/x,"
                                + " username=writer, password=***]");
    }
}
