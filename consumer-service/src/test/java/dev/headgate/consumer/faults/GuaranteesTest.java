// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages that name tests name such as there are, and every guard's patch still applies. */
class GuaranteesTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern NAMED =
            Pattern.compile("`([A-Z]\\w+(?:IT|Test|E2E|Faults))(?:#(\\w+))?`");
    private static final Pattern FAULT = Pattern.compile("(?m)^\\| (F\\d+) \\|");

    @Test
    void everyTestThatAPageNamesIsThere() throws IOException {
        Map<String, String> sources = testSources();
        var missing = new TreeSet<String>();
        int named = 0;
        for (String page : List.of("docs/guarantees.md", "docs/faults.md", "README.md")) {
            var test = NAMED.matcher(Files.readString(ROOT.resolve(page)));
            while (test.find()) {
                named++;
                String source = sources.getOrDefault(test.group(1), "");
                boolean there =
                        test.group(2) == null
                                ? !source.isEmpty()
                                : source.contains("void " + test.group(2) + "(");
                if (!there) {
                    missing.add(page + ": " + test.group());
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(20);
    }

    @Test
    void everyFaultOfThePageHasATestAndTheOtherWayRound() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/faults.md"));
        var listed = FAULT.matcher(page).results().map(f -> f.group(1)).collect(Collectors.toSet());
        var tagged =
                testSources().values().stream()
                        .flatMap(s -> Pattern.compile("@Tag\\(\"(F\\d+)\"\\)").matcher(s).results())
                        .map(tag -> tag.group(1))
                        .collect(Collectors.toSet());
        assertThat(listed).isEqualTo(tagged);
    }

    @Test
    void everyPatchOfTheSabotageStillAppliesAndNamesTestsThatAreThere() throws IOException {
        Map<String, String> sources = testSources();
        try (Stream<Path> patches = Files.list(Path.of("src/test/sabotage"))) {
            for (Path file : patches.toList()) {
                var patch = SabotagePatch.read(file);
                String source = Files.readString(patch.file());
                assertThat(patch.applied(source)).as(patch.name()).isNotEqualTo(source);
                for (String test : patch.tests()) {
                    String[] name = test.substring(test.lastIndexOf('.') + 1).split("#", 2);
                    assertThat(sources.getOrDefault(name[0], ""))
                            .as("%s: %s", patch.name(), test)
                            .contains("void " + name[1] + "(");
                }
            }
        }
    }

    private static Map<String, String> testSources() throws IOException {
        var all = new TreeMap<String, String>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.toList()) {
                Path tests = module.resolve("src/test/java");
                if (Files.isDirectory(tests)) {
                    try (Stream<Path> files = Files.walk(tests)) {
                        for (Path file :
                                files.filter(f -> f.toString().endsWith(".java")).toList()) {
                            String name = file.getFileName().toString().replace(".java", "");
                            all.put(name, Files.readString(file));
                        }
                    }
                }
            }
        }
        return all;
    }
}
