// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A guard taken out: a unified diff of one source file, below a head that says which guard it is
 * and which tests must notice that it is gone. A hunk is found by its text, not by its line.
 *
 * @param name name of the patch
 * @param guard which guard is gone
 * @param tests class and method of each test that must fail
 * @param file the source file, from the module's folder
 * @param hunks what is replaced by what
 */
record SabotagePatch(String name, String guard, List<String> tests, Path file, List<Hunk> hunks) {

    private static final String GUARD = "Guard: ";
    private static final String TEST = "Noticed by: ";
    private static final String FILE = "+++ b/";

    /**
     * A piece of text and what stands in its place.
     *
     * @param from text that is there once
     * @param to what it becomes
     */
    record Hunk(String from, String to) {}

    static SabotagePatch read(Path patch) throws IOException {
        String guard = "";
        String file = "";
        var tests = new ArrayList<String>();
        var hunks = new ArrayList<Hunk>();
        var from = new StringBuilder();
        var to = new StringBuilder();
        for (String line : Files.readAllLines(patch)) {
            if (line.startsWith(GUARD)) {
                guard = line.substring(GUARD.length());
            } else if (line.startsWith(TEST)) {
                tests.add(line.substring(TEST.length()));
            } else if (line.startsWith(FILE)) {
                file = line.substring(FILE.length());
            } else if (line.startsWith("@@")) {
                end(from, to, hunks);
            } else if (!file.isEmpty()) {
                String text = line.isEmpty() ? "" : line.substring(1);
                if (!line.startsWith("+")) {
                    from.append(text).append('\n');
                }
                if (!line.startsWith("-")) {
                    to.append(text).append('\n');
                }
            }
        }
        end(from, to, hunks);
        if (guard.isEmpty() || file.isEmpty() || tests.isEmpty() || hunks.isEmpty()) {
            throw new IOException(patch + " lacks a guard, a test, a file or a hunk");
        }
        return new SabotagePatch(
                patch.getFileName().toString(), guard, tests, Path.of(file), hunks);
    }

    private static void end(StringBuilder from, StringBuilder to, List<Hunk> hunks) {
        if (!from.isEmpty()) {
            hunks.add(new Hunk(from.toString(), to.toString()));
        }
        from.setLength(0);
        to.setLength(0);
    }

    /** The source without the guard. */
    String applied(String source) throws IOException {
        String text = source;
        for (Hunk hunk : hunks) {
            int at = text.indexOf(hunk.from());
            if (at < 0 || text.indexOf(hunk.from(), at + 1) >= 0) {
                throw new IOException(
                        name + " no longer applies: its text is not there once in " + file);
            }
            text = text.replace(hunk.from(), hunk.to());
        }
        return text;
    }
}
