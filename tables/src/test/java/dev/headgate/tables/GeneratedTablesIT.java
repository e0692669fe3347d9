// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tables;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedTablesIT {

    private static final Path COMMITTED = Path.of("src", "generated", "java");

    @TempDir Path folder;

    @Test
    void committedClassesAreWhatTheMigrationsGenerate() throws Exception {
        boolean regenerate = Boolean.getBoolean(TableClasses.REGENERATE);
        Path target = regenerate ? COMMITTED : folder.resolve("java");

        TableClasses.generate(target, folder.resolve("postgres"));

        assertThat(files(COMMITTED))
                .as("refresh the classes with: %s", TableClasses.COMMAND)
                .isEqualTo(files(target));
    }

    private static Map<String, String> files(Path root) throws IOException {
        try (var paths = Files.walk(root)) {
            return new TreeMap<>(
                    paths.filter(Files::isRegularFile)
                            .collect(
                                    toMap(
                                            p -> root.relativize(p).toString(),
                                            GeneratedTablesIT::text)));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
