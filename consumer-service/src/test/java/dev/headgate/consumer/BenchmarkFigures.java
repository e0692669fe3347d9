// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Figures in the form of all benchmarks of {@code docs/performance.md}. */
final class BenchmarkFigures {

    private BenchmarkFigures() {}

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Writes them where {@code make bench} finds them. */
    static void write(String benchmark, String conditions, List<Map<String, Object>> lines)
            throws IOException {
        Path folder = Path.of(System.getProperty("bench.results", "target/bench"));
        Files.createDirectories(folder);
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(
                        folder.resolve(benchmark + ".json").toFile(),
                        Map.of("benchmark", benchmark, "conditions", conditions, "lines", lines));
    }
}
