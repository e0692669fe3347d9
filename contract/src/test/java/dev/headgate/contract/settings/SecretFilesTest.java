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

class SecretFilesTest {

    @TempDir private Path folder;

    @Test
    void putsTheContentInTheReferencesPlace() throws IOException {
        String reference = reference("key", "-----BEGIN $1 \\KEY-----\nAB\"C\n");

        assertThat(SecretFiles.resolve(Map.of("ssl.keystore.key", reference, "acks", "all")))
                .containsExactly(
                        Map.entry("acks", "all"),
                        Map.entry("ssl.keystore.key", "-----BEGIN $1 \\KEY-----\nAB\"C"));
    }

    @Test
    void keepsAPasswordFromEndingItsQuotes() throws IOException {
        String reference = reference("password", "a\"b\\c$");

        assertThat(
                        SecretFiles.resolve(
                                Map.of("sasl.jaas.config", "x password=\"" + reference + "\";")))
                .containsValue("x password=\"a\\\"b\\\\c$\";");
    }

    @Test
    void keepsAPasswordOfTwoLinesWithinItsQuotes() throws IOException {
        String reference = reference("password", "one\r\ntwo");

        assertThat(
                        SecretFiles.resolve(
                                Map.of("sasl.jaas.config", "x password=\"" + reference + "\";")))
                .containsValue("x password=\"one\\r\\ntwo\";");
    }

    @Test
    void takesContentsThatAreAtHand() {
        Map<String, String> settings =
                Map.of("ssl.keystore.key", SecretFiles.reference("/etc/tls.key"));

        assertThat(SecretFiles.resolve(settings, file -> " content of " + file + "\n"))
                .containsValue("content of /etc/tls.key");
    }

    @Test
    void namesTheFileThatCannotBeRead() {
        String missing = folder.resolve("gone").toString();
        Map<String, String> settings = Map.of("ssl.keystore.key", SecretFiles.reference(missing));

        assertThatThrownBy(() -> SecretFiles.resolve(settings))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(missing);
    }

    private String reference(String name, String content) throws IOException {
        return SecretFiles.reference(Files.writeString(folder.resolve(name), content).toString());
    }
}
