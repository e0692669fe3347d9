// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.autoscaler.ScalerSettings;
import dev.headgate.autoscaler.plant.Promise;
import dev.headgate.cli.CommandFailure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what is to be kept, as a pipeline's {@code spec.consumer} says it. */
final class PromiseOptions {

    private static final int OBJECTIVE_SECONDS = 60;
    private static final int OBJECTIVE_SECONDS_MAX = 86_400;

    @Option(
            names = "--slo",
            paramLabel = "SECONDS",
            description =
                    "The promise: how old a record is at most when it is settled. Default: 60")
    private @Nullable Integer objectiveSeconds;

    @Option(names = "--min-replicas", paramLabel = "N", description = "Fewest replicas. Default: 1")
    private @Nullable Integer minReplicas;

    @Option(
            names = "--max-replicas",
            paramLabel = "N",
            description = "Most replicas. Default: one for each partition")
    private @Nullable Integer maxReplicas;

    /** The promise of a pipeline with so many partitions. */
    Promise promise(int partitions) {
        int most = maxReplicas == null ? partitions : maxReplicas;
        if (most < 1 || most > partitions) {
            throw CommandFailure.invalid(
                    "--max-replicas must be 1 to %d: with more than one for each partition, some have nothing to do."
                            .formatted(partitions));
        }
        return promise(OBJECTIVE_SECONDS, 1, most);
    }

    /** Settings of a log, with what is said here. */
    ScalerSettings over(ScalerSettings recorded) {
        int most = maxReplicas == null ? recorded.maxReplicas() : maxReplicas;
        Promise promise = promise(recorded.objectiveSeconds(), recorded.minReplicas(), most);
        return new ScalerSettings(
                promise.objectiveSeconds(),
                promise.minReplicas(),
                promise.maxReplicas(),
                recorded.fallbackReplicas(),
                recorded.commitSeconds(),
                recorded.dealing(),
                recorded.idleSeconds());
    }

    private Promise promise(double usualObjective, int usualLeast, int most) {
        double objective = objectiveSeconds == null ? usualObjective : objectiveSeconds;
        if (objective < 1 || objective > OBJECTIVE_SECONDS_MAX) {
            throw CommandFailure.invalid(
                    "--slo must be 1 to %d seconds.".formatted(OBJECTIVE_SECONDS_MAX));
        }
        int least = minReplicas == null ? usualLeast : minReplicas;
        if (most < 1 || least < 0 || least > most) {
            throw CommandFailure.invalid(
                    "--min-replicas must be 0 to %d, the most replicas.".formatted(most));
        }
        return new Promise(objective, least, most);
    }
}
