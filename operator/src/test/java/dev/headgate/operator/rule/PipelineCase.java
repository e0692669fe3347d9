// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of the suite. Its documents are written one after the other: the first is created, the
 * others change it. Comments at its head say why the last one is refused; a valid file has none.
 *
 * @param documents pipelines, or a Scale, as YAML
 * @param refusals what the API server says of the last document: the mistake, then what follows
 *     from it
 * @param readerPath the path that the file's reader gives; it may be more exact, for a rule over a
 *     list can only name the list
 */
record PipelineCase(
        String name, List<String> documents, List<Refusal> refusals, String readerPath) {

    private static final Path FOLDER = Path.of("src/test/resources/crd");
    private static final Pattern HEAD = Pattern.compile("(?m)^# (refused|reader): (\\S+) ?(\\S*)$");

    static List<PipelineCase> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(PipelineCase::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PipelineCase read(Path file) {
        try {
            String text = Files.readString(file);
            List<Refusal> refusals =
                    heads("refused", text)
                            .map(line -> new Refusal(line.group(2), line.group(3)))
                            .toList();
            String name = String.valueOf(file.getFileName());
            if (refusals.isEmpty() != name.startsWith("valid-")) {
                throw new IllegalStateException(name + " is not what its head says");
            }
            String path = refusals.isEmpty() ? "" : refusals.getFirst().path();
            return new PipelineCase(
                    name,
                    List.of(text.split("(?m)^---\n")),
                    refusals,
                    heads("reader", text).findFirst().map(line -> line.group(2)).orElse(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<MatchResult> heads(String field, String text) {
        return HEAD.matcher(text).results().filter(line -> line.group(1).equals(field));
    }

    /** Whether it is about a change, which only a cluster can judge. */
    boolean isChange() {
        return documents.size() > 1;
    }

    /** The pipelines among the documents. */
    List<String> pipelines() {
        Matcher scale = Pattern.compile("(?m)^kind: Scale$").matcher("");
        return documents.stream().filter(document -> !scale.reset(document).find()).toList();
    }
}
