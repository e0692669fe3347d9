// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.load;

import dev.headgate.cli.CommandFailure;
import dev.headgate.loadtest.report.ReportFolder;
import dev.headgate.loadtest.report.Thresholds;
import dev.headgate.loadtest.result.LoadResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what is demanded of a run and where its results go. */
final class OutputOptions {

    private static final String HISTOGRAM_LOG = "latency.hlog";

    @Option(
            names = "--threshold",
            paramLabel = "DEMAND",
            description = {
                "What the run has to reach, like 'p99<50ms', lost=0 or 'rate>=10000'; may be repeated.",
                "A missed one means exit code 1."
            })
    private List<String> thresholds = List.of();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description =
                    "Where to put result.json, report.html, latency.png and latency.hlog. Default: nowhere")
    private @Nullable Path folder;

    Thresholds thresholds(boolean verified) {
        try {
            return Thresholds.parse(thresholds, verified);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.invalid(e);
        }
    }

    /** The file for all latencies; its folder is looked at and made before anything is sent. */
    Optional<Path> histogramLog() {
        if (folder == null) {
            return Optional.empty();
        }
        try {
            ReportFolder.at(folder);
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw CommandFailure.invalid(e);
        }
        return Optional.of(folder.resolve(HISTOGRAM_LOG));
    }

    void write(LoadResult result, PrintWriter out) throws IOException {
        if (folder != null) {
            out.println();
            ReportFolder.Written written = ReportFolder.at(folder).write(result);
            written.files().forEach(out::println);
            written.notes().forEach(note -> out.println("Note: " + note));
        }
    }
}
