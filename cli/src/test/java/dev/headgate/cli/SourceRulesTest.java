// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules over the source files that no compiler checks. */
class SourceRulesTest {

    private static final int LINES_MAX = 400;
    private static final Path ROOT = Path.of("..");
    private static final Pattern SKIPPED =
            Pattern.compile("@(Disabled|Enabled)\\w*|\\bassume(True|False|That)\\b");
    private static final Pattern SLEEPING = Pattern.compile("Thread\\.sleep\\(");

    @Test
    void noClassIsLongerThanItsLimit() throws IOException {
        assertThat(sources(_ -> true).filter(file -> lines(file).size() > LINES_MAX)).isEmpty();
    }

    @Test
    void everySourceFileBeginsWithItsLicence() throws IOException {
        assertThat(
                        sources(_ -> true)
                                .filter(file ->
                                        !lines(file)
                                                .getFirst()
                                                .equals(
                                                        "// SPDX-License-Identifier:"
                                                                + " Apache-2.0")))
                .isEmpty();
    }

    @Test
    void noTestCanBeSkipped() throws IOException {
        assertThat(tests(SKIPPED)).isEmpty();
    }

    @Test
    void noTestSleeps() throws IOException {
        assertThat(tests(SLEEPING)).isEmpty();
    }

    private static List<Path> tests(Pattern forbidden) throws IOException {
        return sources(file -> file.toString().contains("/src/test/"))
                .filter(file -> !file.endsWith(SourceRulesTest.class.getSimpleName() + ".java"))
                .filter(file -> lines(file).stream().anyMatch(forbidden.asPredicate()))
                .toList();
    }

    private static Stream<Path> sources(Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files
                    .filter(file -> file.toString().matches(".*/src/(main|test)/java/.*\\.java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .filter(wanted)
                    .toList()
                    .stream();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
