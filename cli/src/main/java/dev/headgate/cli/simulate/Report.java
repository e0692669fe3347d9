// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.autoscaler.plant.Promise;
import dev.headgate.autoscaler.trace.Trial;
import dev.headgate.loadtest.report.PlainText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a simulation was and what came of it.
 *
 * @param seeds runs of each controller
 * @param outcomes the best first
 */
record Report(Trial trial, Traffic traffic, int seeds, List<Outcome> outcomes) {

    Report {
        outcomes = List.copyOf(outcomes);
    }

    /** Shows it to people. */
    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "Trace    %s: %s, %,.0f records a second on average, %,.0f at most%n",
                PlainText.of(trial.scenario().name()),
                LengthText.of(Duration.ofSeconds(trial.scenario().seconds())),
                traffic.mean(),
                traffic.peak());
        Promise promise = trial.promise();
        out.printf(
                Locale.ROOT,
                "Promise  no record older than %.0f s, by %d to %d replicas of %,.0f records a second, with %d partitions%n%n",
                promise.objectiveSeconds(),
                promise.minReplicas(),
                promise.maxReplicas(),
                trial.plant().replicaRate(),
                trial.plant().partitions());
        new OutcomeTable(outcomes).print(out);
        if (seeds > 1) {
            out.printf("Means of %d seeds; in brackets the least and the most.%n", seeds);
        }
        warn(out);
    }

    /** Says why nobody could keep the promise, if so. */
    private void warn(PrintWriter out) {
        double rate = trial.plant().replicaRate();
        int most = trial.promise().maxReplicas();
        if (traffic.peak() > most * rate) {
            out.printf(
                    Locale.ROOT,
                    "Note: %,.0f records a second are more than %d replicas settle (%,.0f); while they come, nobody can keep up.%n",
                    traffic.peak(),
                    most,
                    most * rate);
        } else if (traffic.partitionPeak() > rate) {
            out.printf(
                    Locale.ROOT,
                    "Note: one partition gets up to %,.0f records a second, more than the one replica that reads it settles (%,.0f); more replicas do not help, more even keys do.%n",
                    traffic.partitionPeak(),
                    rate);
        } else {
            warnOfUnevenDealing(out, rate, most);
        }
    }

    /** Partitions are dealt whole: the fullest replica has more than its part of the records. */
    private void warnOfUnevenDealing(PrintWriter out, double rate, int most) {
        int partitions = trial.plant().partitions();
        int held = Math.ceilDiv(partitions, most);
        double load = traffic.peak() * held / partitions;
        if (load > rate) {
            out.printf(
                    Locale.ROOT,
                    "Note: of %d replicas some have %d of the %d partitions, up to %,.0f records a second, more than a replica settles (%,.0f); raise --max-replicas.%n",
                    most,
                    held,
                    partitions,
                    load,
                    rate);
        }
    }
}
