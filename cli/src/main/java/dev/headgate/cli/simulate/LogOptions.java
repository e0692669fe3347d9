// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.autoscaler.bench.Contestant;
import dev.headgate.autoscaler.bench.Family;
import dev.headgate.cli.CommandFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options about decision logs. */
final class LogOptions {

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description =
                    "Where to write down what slo-fit sees and decides, a line of JSON for each look."
                            + " Default: nowhere")
    private @Nullable Path record;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description =
                    "Instead of a simulation: decide once more on what such a log saw, with its own"
                            + " promise or that of --slo, --min-replicas and --max-replicas.")
    private @Nullable Path replay;

    /** The log to be replayed. */
    Optional<Path> replayed() {
        return Optional.ofNullable(replay);
    }

    /** The log to be written; what is to run is looked at before it does. */
    Optional<Path> recorded(List<Contestant> contestants, int seeds) {
        if (record != null
                && (seeds > 1
                        || contestants.size() > 1
                        || contestants.getFirst().family() != Family.SloFit)) {
            throw CommandFailure.invalid(
                    "--record writes down one run of slo-fit; leave out --controller and --seeds.");
        }
        return Optional.ofNullable(record);
    }
}
