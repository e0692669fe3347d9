// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.Node;

/** The violations found so far in one file, and the line of each path in it. */
final class Findings {

    private static final int SHOWN_MAX = 100;

    private final String file;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private int count;

    Findings(String file) {
        this.file = file;
    }

    void locate(String path, Node node) {
        lines.put(path, lineOf(node));
    }

    boolean isLocated(String path) {
        return lines.containsKey(path);
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void add(int line, String path, String message, String suggestion) {
        count++;
        if (violations.size() < SHOWN_MAX) {
            violations.add(new Violation(file, line, path, message, suggestion));
        }
    }

    void add(Node node, String path, String message, String suggestion) {
        add(lineOf(node), path, message, suggestion);
    }

    /** Adds a violation at the line of the path, or of the nearest path above it in the file. */
    void add(String path, String message, String suggestion) {
        add(line(path), path, message, suggestion);
    }

    /** Line of the path, or of the nearest path above it that is in the file. */
    int line(String path) {
        for (String at = path; !at.isEmpty(); at = parent(at)) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return lines.getOrDefault("", 1);
    }

    List<Violation> sorted() {
        var sorted = new ArrayList<>(violations);
        sorted.sort(Comparator.comparingInt(Violation::line));
        if (count > SHOWN_MAX) {
            int last = sorted.getLast().line();
            String more = (count - SHOWN_MAX) + " further violations are not shown";
            sorted.add(new Violation(file, last, "", more, ""));
        }
        return sorted;
    }

    static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static String parent(String path) {
        return path.substring(
                0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
}
