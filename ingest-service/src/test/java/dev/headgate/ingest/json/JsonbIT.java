// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scanner accepts without a finding, a real PostgreSQL takes as jsonb. */
class JsonbIT {

    private static final int TEXTS = 20_000;

    @TempDir Path folder;

    @Test
    void takesEverythingThatTheScannerAccepts() throws SQLException {
        List<String> accepted = accepted();
        accepted.add("[".repeat(512) + "]".repeat(512));
        accepted.add("1" + "0".repeat(131_071) + "." + "1".repeat(16_383));
        accepted.add("0e131072");
        accepted.add("-0.000e5");
        try (var postgres = EmbeddedPostgres.start(folder, 0);
                Connection connection =
                        DriverManager.getConnection(
                                postgres.jdbcUrl(), postgres.username(), postgres.password());
                PreparedStatement take =
                        connection.prepareStatement("SELECT (?::jsonb) IS NOT NULL")) {
            for (String text : accepted) {
                assertThat(taken(take, text)).as(text).isTrue();
            }
            assertThat(taken(take, "1e131072")).as("PostgreSQL's own limit").isFalse();
            assertThat(taken(take, "1e-16384")).as("PostgreSQL's own limit").isFalse();
        }
    }

    private static List<String> accepted() {
        var texts = new JsonTexts(new Random(7));
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            byte[] text = texts.next();
            if (kept(text)) {
                accepted.add(new String(text, UTF_8));
            }
        }
        assertThat(accepted).hasSizeGreaterThan(TEXTS / 10);
        return accepted;
    }

    private static boolean kept(byte[] text) {
        var scanner = new JsonScanner(text, text.length, 512);
        try {
            scanner.value();
            scanner.expectEnd();
            return scanner.takeFindings().isEmpty();
        } catch (MalformedJson _) {
            return false;
        }
    }

    private static boolean taken(PreparedStatement take, String text) {
        try {
            take.setString(1, text);
            take.execute();
            return true;
        } catch (SQLException _) {
            return false;
        }
    }
}
