// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.autoscaler.plant.PlantSettings;
import dev.headgate.autoscaler.plant.Scenario;
import dev.headgate.autoscaler.trace.NamedTraces;
import dev.headgate.autoscaler.trace.TraceFile;
import dev.headgate.autoscaler.trace.TraceFileException;
import dev.headgate.autoscaler.trace.Trial;
import dev.headgate.cli.CommandFailure;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what comes to the simulated pipeline. */
final class TraceOptions {

    @Option(
            names = "--trace",
            paramLabel = "FILE|NAME",
            completionCandidates = Names.class,
            description =
                    "What arrives: a CSV file with lines of second, records a second and, if known,"
                            + " the weight of each partition; or one of ${COMPLETION-CANDIDATES}.")
    private @Nullable String trace;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions. Default: those of the trace, else 12")
    private @Nullable Integer partitions;

    /** What comes, and what it comes to as long as nobody says otherwise. */
    Arriving arriving() {
        if (trace == null) {
            throw CommandFailure.invalid(
                    "What arrives? Give --trace FILE, a CSV file, or one of %s; or --replay FILE, a decision log."
                            .formatted(String.join(", ", NamedTraces.names())));
        }
        return arriving(trace);
    }

    private Arriving arriving(String trace) {
        if (partitions != null && (partitions < 1 || partitions > TraceFile.PARTITIONS_MAX)) {
            throw CommandFailure.invalid(
                    "--partitions must be 1 to %d.".formatted(TraceFile.PARTITIONS_MAX));
        }
        Optional<Trial> named = NamedTraces.of(trace);
        return named.isPresent() ? dealt(named.get()) : recorded(file(trace));
    }

    /**
     * What comes to a simulated pipeline.
     *
     * @param plant the pipeline, with as many partitions as the scenario deals to
     */
    record Arriving(Scenario scenario, PlantSettings plant) {}

    private Arriving dealt(Trial named) {
        int own = named.plant().partitions();
        int wanted = partitions == null ? own : partitions;
        return NamedTraces.dealt(named.scenario(), wanted)
                .map(scenario -> new Arriving(scenario, named.plant().withPartitions(wanted)))
                .orElseThrow(() ->
                        CommandFailure.invalid(
                                "The trace %s is about %d partitions that are filled unevenly; leave out --partitions."
                                        .formatted(named.scenario().name(), own)));
    }

    private static Path file(String trace) {
        try {
            Path file = Path.of(trace);
            if (Files.exists(file)) {
                return file;
            }
        } catch (InvalidPathException _) {
            // Told below.
        }
        throw CommandFailure.invalid(
                "--trace: there is no file %s, and no trace has this name. Give a CSV file or one of %s."
                        .formatted(trace, String.join(", ", NamedTraces.names())));
    }

    private Arriving recorded(Path file) {
        try {
            TraceFile recording = TraceFile.read(file);
            int own = recording.partitions();
            if (own > 0 && partitions != null && partitions != own) {
                throw CommandFailure.invalid(
                        "%s has weights of %d partitions; leave out --partitions."
                                .formatted(file, own));
            }
            int number = partitions == null ? PlantSettings.USUAL.partitions() : partitions;
            int dealt = own > 0 ? own : number;
            var scenario =
                    new Scenario(
                            String.valueOf(file.getFileName()),
                            recording.seconds(),
                            recording.arrivals(),
                            recording.shares(dealt),
                            List.of(),
                            0,
                            1);
            return new Arriving(scenario, PlantSettings.USUAL.withPartitions(dealt));
        } catch (TraceFileException e) {
            throw CommandFailure.invalid(e);
        }
    }

    /** The names of the traces that everybody has, for the help. */
    static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return NamedTraces.names().iterator();
        }
    }
}
