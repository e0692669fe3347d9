// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.autoscaler.plant.Promise;
import dev.headgate.cli.CommandFailure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what is to be kept, as a pipeline's {@code spec.consumer} says it. */
final class PromiseOptions {

    private static final int OBJECTIVE_SECONDS_MAX = 86_400;

    @Option(
            names = "--slo",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "The promise: how old a record is at most when it is settled. Default: ${DEFAULT-VALUE}")
    private int objectiveSeconds;

    @Option(
            names = "--min-replicas",
            paramLabel = "N",
            defaultValue = "1",
            description = "Fewest replicas. Default: ${DEFAULT-VALUE}")
    private int minReplicas;

    @Option(
            names = "--max-replicas",
            paramLabel = "N",
            description = "Most replicas. Default: one for each partition")
    private @Nullable Integer maxReplicas;

    /** The promise of a pipeline with so many partitions. */
    Promise promise(int partitions) {
        if (objectiveSeconds < 1 || objectiveSeconds > OBJECTIVE_SECONDS_MAX) {
            throw CommandFailure.invalid(
                    "--slo must be 1 to %d seconds.".formatted(OBJECTIVE_SECONDS_MAX));
        }
        int most = maxReplicas == null ? partitions : maxReplicas;
        if (most < 1 || most > partitions) {
            throw CommandFailure.invalid(
                    "--max-replicas must be 1 to %d: with more than one for each partition, some have nothing to do."
                            .formatted(partitions));
        }
        if (minReplicas < 0 || minReplicas > most) {
            throw CommandFailure.invalid(
                    "--min-replicas must be 0 to %d, the most replicas.".formatted(most));
        }
        return new Promise(objectiveSeconds, minReplicas, most);
    }
}
