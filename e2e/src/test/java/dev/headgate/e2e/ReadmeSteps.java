// SPDX-License-Identifier: Apache-2.0
package dev.headgate.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the README types on a cluster, and what it says is printed. Times, ages and the names of
 * pods differ from run to run.
 */
record ReadmeSteps(List<Step> steps) {

    /** A line for a shell and what it prints; nothing where the README does not say. */
    record Step(String line, String printed) {

        /** Whether it goes on running while the next lines are typed. */
        boolean background() {
            return line.endsWith(" &");
        }
    }

    private static final Pattern BLOCK =
            Pattern.compile("<!-- tested on a cluster -->\n```console\n(.*?)```", Pattern.DOTALL);
    private static final Pattern AGE = Pattern.compile("\\b(\\d+[smh])+ *$", Pattern.MULTILINE);
    private static final Pattern COORDINATE = Pattern.compile("\"partition\":\\d+,\"offset\":\\d+");
    private static final Pattern PADDING = Pattern.compile("[ -]{2,}");
    private static final Pattern END = Pattern.compile(" +$", Pattern.MULTILINE);

    /** Reads the README of this project. */
    static ReadmeSteps read() {
        try {
            var steps = new ArrayList<Step>();
            BLOCK.matcher(Files.readString(Path.of("../README.md")))
                    .results()
                    .flatMap(block -> List.of(block.group(1).split("(?m)^\\$ ", -1)).stream())
                    .filter(typed -> !typed.isBlank())
                    .forEach(typed -> {
                        int end = typed.indexOf('\n');
                        steps.add(
                                new Step(
                                        typed.substring(0, end), typed.substring(end + 1).strip()));
                    });
            return new ReadmeSteps(List.copyOf(steps));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text without what differs from run to run. */
    static String normal(String printed) {
        String text = AGE.matcher(printed.strip()).replaceAll("AGE");
        text = COORDINATE.matcher(text).replaceAll("\"partition\":P,\"offset\":O");
        return END.matcher(PADDING.matcher(text).replaceAll(" ")).replaceAll("");
    }
}
