// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;

/** The mistakes found so far in one template file. */
final class TemplateMistakes {

    private static final int SHOWN_MAX = 30;

    private record Mistake(int line, String sentence) {}

    private final String file;
    private final List<Mistake> found = new ArrayList<>();
    private int count;

    TemplateMistakes(String file) {
        this.file = file;
    }

    int count() {
        return count;
    }

    /** Notes a mistake: where it is, what is wrong, and what to do about it. */
    void add(Node node, String path, String problem, String remedy) {
        add(node.getStartMark().getLine() + 1, path, problem, remedy);
    }

    void add(int line, String path, String problem, String remedy) {
        count++;
        if (found.size() < SHOWN_MAX) {
            String place = path.isEmpty() ? "" : path + " ";
            String sentence = "%s:%d: %s%s; %s.".formatted(file, line, place, problem, remedy);
            found.add(new Mistake(line, sentence));
        }
    }

    /** Ends the reading if there was any mistake. */
    void throwIfAny() {
        if (count == 0) {
            return;
        }
        String more =
                count > SHOWN_MAX
                        ? "\n%s: has %d more mistakes.".formatted(file, count - SHOWN_MAX)
                        : "";
        String sentences =
                found.stream()
                        .sorted(Comparator.comparingInt(Mistake::line))
                        .map(Mistake::sentence)
                        .collect(Collectors.joining("\n"));
        throw new WorkloadException(sentences + more);
    }
}
