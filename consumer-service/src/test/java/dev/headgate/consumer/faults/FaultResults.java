// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import dev.headgate.consumer.TablePlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** What came of each fault: told as it happens, and as a table at the end. */
final class FaultResults implements TestExecutionListener {

    private static final TablePlace PLACE =
            new TablePlace("table of faults, written by make faults");

    private final Map<String, Long> begun = new HashMap<>();
    private final Map<String, Map<String, List<String>>> said = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();

    /**
     * One test.
     *
     * @param fault number of the fault
     * @param test class and method
     * @param passed whether all held
     * @param took how long it ran
     * @param said seed and figures
     */
    record Line(
            String fault,
            String test,
            boolean passed,
            Duration took,
            Map<String, List<String>> said) {

        int number() {
            return Integer.parseInt(fault.substring(1));
        }

        String seed() {
            return String.join(", ", said.getOrDefault(FaultLog.SEED, List.of("")));
        }

        String figures() {
            return said.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals(FaultLog.SEED))
                    .map(entry -> entry.getKey() + " " + String.join(" ", entry.getValue()))
                    .collect(Collectors.joining("; "));
        }
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        begun.put(test.getUniqueId(), System.nanoTime());
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        Map<String, List<String>> figures =
                said.computeIfAbsent(test.getUniqueId(), _ -> new LinkedHashMap<>());
        entry.getKeyValuePairs()
                .forEach((name, value) ->
                        figures.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (!test.isTest() || !(test.getSource().orElse(null) instanceof MethodSource method)) {
            result.getThrowable().ifPresent(Throwable::printStackTrace);
            return;
        }
        var took = Duration.ofNanos(System.nanoTime() - begun.getOrDefault(test.getUniqueId(), 0L));
        String name =
                method.getClassName().substring(method.getClassName().lastIndexOf('.') + 1)
                        + "#"
                        + method.getMethodName();
        String fault =
                test.getTags().stream()
                        .map(tag -> tag.getName())
                        .filter(tag -> tag.matches("F\\d+"))
                        .findFirst()
                        .orElse("F0");
        var line =
                new Line(
                        fault,
                        name,
                        result.getStatus() == Status.SUCCESSFUL,
                        took,
                        said.getOrDefault(test.getUniqueId(), Map.of()));
        lines.add(line);
        System.out.println("    " + row(line));
        result.getThrowable().ifPresent(Throwable::printStackTrace);
    }

    boolean failed() {
        return lines.stream().anyMatch(line -> !line.passed());
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    /** The page with this table in its place. */
    String page(String page) {
        return PLACE.fill(page, table());
    }

    String table() {
        return """
        | Fault | Test | Result | Seconds | Seed | Figures |
        |---|---|---|---:|---:|---|
        """
                + lines.stream()
                        .sorted(Comparator.comparingInt(Line::number))
                        .map(line -> row(line) + "\n")
                        .collect(Collectors.joining())
                + "\n%s in %.0f s on %d cores, Java %s.\n"
                        .formatted(
                                failed() ? "Failed" : "All held",
                                lines.stream().mapToLong(line -> line.took().toMillis()).sum()
                                        / 1_000.0,
                                Runtime.getRuntime().availableProcessors(),
                                System.getProperty("java.version"));
    }

    private static String row(Line line) {
        return String.format(
                Locale.ROOT,
                "| %s | `%s` | %s | %.1f | %s | %s |",
                line.fault(),
                line.test(),
                line.passed() ? "held" : "**failed**",
                line.took().toMillis() / 1_000.0,
                line.seed(),
                line.figures());
    }
}
