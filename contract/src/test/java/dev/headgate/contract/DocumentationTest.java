// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.pipeline.PipelineFile;
import dev.headgate.contract.pipeline.PipelineReading.Valid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the documents to the project: links, named tests and pipeline files in them. */
class DocumentationTest {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern CODE = Pattern.compile("`[^`\n]+`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#\\s]+)");
    private static final Pattern TEST_METHOD = Pattern.compile("`(\\w+(?:Test|IT|E2E))#(\\w+)`");
    private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+(?:Test|IT|E2E))(?:#\\w+)?`");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        var dead = new ArrayList<String>();
        for (Path page : pages()) {
            Path folder = page.toAbsolutePath().getParent();
            LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll(""))
                    .results()
                    .map(link -> link.group(1))
                    .filter(link -> folder == null || !Files.exists(folder.resolve(link)))
                    .forEach(link -> dead.add(page + " links to " + link));
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void everyNamedTestExists() throws IOException {
        Map<String, String> tests = tests();
        var missing = new ArrayList<String>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            TEST_CLASS
                    .matcher(text)
                    .results()
                    .filter(named -> !tests.containsKey(named.group(1)))
                    .forEach(named -> missing.add(page + " names " + named.group(1)));
            TEST_METHOD
                    .matcher(text)
                    .results()
                    .filter(named ->
                            !source(tests, named.group(1)).contains(" " + named.group(2) + "("))
                    .forEach(named -> missing.add(page + " names " + named.group()));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyPipelineInADocumentIsValid() throws IOException {
        for (Path page : pages()) {
            List<String> pipelines =
                    YAML.matcher(Files.readString(page))
                            .results()
                            .map(yaml -> yaml.group(1))
                            .toList();
            assertThat(pipelines)
                    .allSatisfy(text ->
                            assertThat(PipelineFile.parse(page.toString(), text))
                                    .isInstanceOf(Valid.class));
        }
    }

    @Test
    void readmeFitsIntoTwoHundredLines() throws IOException {
        assertThat(Files.readAllLines(PROJECT.resolve("README.md"))).hasSizeLessThanOrEqualTo(200);
    }

    private static String source(Map<String, String> tests, String name) {
        return tests.getOrDefault(name, "");
    }

    private static List<Path> pages() throws IOException {
        var pages = new ArrayList<Path>();
        for (String name : List.of("README.md", "CONTRIBUTING.md", "examples/README.md")) {
            pages.add(PROJECT.resolve(name));
        }
        try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    /** Sources of all tests by their class names. */
    private static Map<String, String> tests() throws IOException {
        var tests = new HashMap<String, String>();
        try (Stream<Path> modules = Files.list(PROJECT)) {
            for (Path module : modules.toList()) {
                Path sources = module.resolve("src/test/java");
                if (Files.isDirectory(sources)) {
                    addTests(sources, tests);
                }
            }
        }
        return tests;
    }

    private static void addTests(Path sources, Map<String, String> tests) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
                Path name = file.getFileName();
                if (name != null) {
                    tests.put(name.toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
    }
}
