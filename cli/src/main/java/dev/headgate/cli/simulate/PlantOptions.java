// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.autoscaler.plant.PlantSettings;
import dev.headgate.autoscaler.plant.StartUp;
import dev.headgate.cli.CommandFailure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what the simulated pipeline's replicas are like. */
final class PlantOptions {

    private static final double RATE_MAX = 1_000_000;
    private static final int START_SECONDS_MAX = 3_600;
    private static final Pattern START = Pattern.compile("([0-9]{1,4})(?:-([0-9]{1,4}))?");

    @Option(
            names = "--replica-rate",
            paramLabel = "R",
            description =
                    "Records a second that a replica settles at most. Default: 1000, or what the trace was made for")
    private @Nullable Double replicaRate;

    @Option(
            names = "--startup",
            paramLabel = "SECONDS|MIN-MAX",
            description =
                    "From asking for a replica until it takes part. Default: 30-40, or what the trace was made for")
    private @Nullable String startup;

    /** The pipeline, with what is said here. */
    PlantSettings plant(PlantSettings usual) {
        PlantSettings plant = usual;
        if (replicaRate != null) {
            if (!(replicaRate > 0 && replicaRate <= RATE_MAX)) {
                throw CommandFailure.invalid(
                        "--replica-rate must be more than 0 and at most %,.0f records a second."
                                .formatted(RATE_MAX));
            }
            plant = plant.withReplicaRate(replicaRate);
        }
        return startup == null ? plant : plant.withStartUp(startUp(startup, usual.startUp()));
    }

    private static StartUp startUp(String text, StartUp usual) {
        Matcher times = START.matcher(text.strip());
        if (times.matches()) {
            int least = Integer.parseInt(times.group(1));
            int most = times.group(2) == null ? least : Integer.parseInt(times.group(2));
            if (least <= most && most <= START_SECONDS_MAX) {
                return new StartUp(
                        least,
                        most,
                        usual.slowShare(),
                        usual.slowSeconds(),
                        usual.warmSeconds(),
                        usual.warmFrom());
            }
        }
        throw CommandFailure.invalid(
                "--startup is written like 35 or 30-40, the smaller first, in seconds up to %d; not %s."
                        .formatted(START_SECONDS_MAX, text));
    }
}
