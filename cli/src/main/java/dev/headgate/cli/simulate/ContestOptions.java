// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.autoscaler.bench.Contestant;
import dev.headgate.autoscaler.trace.Trial;
import dev.headgate.cli.CommandFailure;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that say who is in command, and how often. */
final class ContestOptions {

    private static final int SEEDS_MAX = 100;

    @Option(
            names = "--controller",
            paramLabel = "NAME|all",
            defaultValue = "slo-fit",
            description =
                    "Who decides about replicas: slo-fit is Headgate's own; for others, such as"
                            + " keda-10-s or static-3, see docs/simulate.md. Default: ${DEFAULT-VALUE}")
    private String controller = "";

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many runs, each with other chance, up to 100. Default: ${DEFAULT-VALUE}")
    private int seeds;

    List<Contestant> contestants(Trial trial) {
        return Controllers.of(controller, trial);
    }

    int seeds() {
        if (seeds < 1 || seeds > SEEDS_MAX) {
            throw CommandFailure.invalid("--seeds must be 1 to %d.".formatted(SEEDS_MAX));
        }
        return seeds;
    }
}
