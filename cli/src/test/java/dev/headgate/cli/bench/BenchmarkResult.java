// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark found, as it lies in {@code target/bench/NAME.json}. The drain benchmark of the
 * consumer writes the same form.
 *
 * @param benchmark its name; that of the file and of the markers in the page
 * @param conditions what the figures hold for
 * @param lines the figures
 */
record BenchmarkResult(String benchmark, String conditions, List<Line> lines) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One line of the table.
     *
     * @param what what was measured
     * @param connections connections that were kept busy; null where there are none
     * @param perSecond its median rate; null where only durations are measured
     * @param p50Ms median of the durations
     * @param p99Ms 99th percentile of the durations
     * @param ratio the rate beside that of its limit
     * @param limit what the limit is
     * @param lost acknowledged events that are not in the database
     */
    @JsonInclude(Include.NON_NULL)
    record Line(
            String what,
            @Nullable Integer connections,
            @Nullable Double perSecond,
            @Nullable Double p50Ms,
            @Nullable Double p99Ms,
            @Nullable Double ratio,
            @Nullable String limit,
            @Nullable Long lost) {

        /** A rate that is a limit itself. */
        static Line limit(String what, @Nullable Integer connections, Samples samples) {
            return new Line(
                    what, connections, samples.rate(), null, samples.p99Ms(), null, null, null);
        }

        /** A rate beside its limit. */
        static Line of(String what, @Nullable Integer connections, Samples samples, Limit limit) {
            return new Line(
                    what,
                    connections,
                    samples.rate(),
                    null,
                    samples.p99Ms(),
                    samples.rate() / limit.rate(),
                    limit.name(),
                    null);
        }
    }

    /** What a rate is compared with. */
    record Limit(String name, double rate) {}

    BenchmarkResult {
        lines = List.copyOf(lines);
    }

    /** Where the results lie; the build says it. */
    static Path folder() {
        return Path.of(System.getProperty("bench.results", "target/bench"));
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve(benchmark + ".json").toFile(), this);
    }

    static BenchmarkResult read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), BenchmarkResult.class);
    }
}
