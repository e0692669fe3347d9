// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import dev.headgate.autoscaler.ScalerConstants;
import dev.headgate.autoscaler.baseline.Brandwatch;
import dev.headgate.autoscaler.baseline.BrandwatchSettings;
import dev.headgate.autoscaler.baseline.FlinkAutoscaler;
import dev.headgate.autoscaler.baseline.FlinkSettings;
import dev.headgate.autoscaler.baseline.KedaHpa;
import dev.headgate.autoscaler.baseline.KedaHpaSettings;
import dev.headgate.autoscaler.baseline.Numaflow;
import dev.headgate.autoscaler.baseline.StaticCount;
import dev.headgate.autoscaler.trace.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * All that are compared. Thresholds in records are so many seconds of one replica's work, which
 * whoever sets them has to know; the bench tells the true rate, in favour of those that need it.
 */
public final class Contestants {

    /** Headgate's own. */
    public static final String SLO_FIT = "SLO-fit";

    static final String FLINK_TUNED = "Flink tuned";

    /** As many as there may be, all the time: what it cannot keep, no number of replicas can. */
    public static final String STATIC_MOST = "static most";

    private static final List<Integer> KEDA_SECONDS = List.of(1, 2, 5, 10, 20, 30, 60);
    private static final int KEDA_LONG_WINDOW_SECONDS = 900;
    private static final int BRANDWATCH_SECONDS = 5;
    private static final List<Integer> STATIC_COUNTS =
            List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 18);

    private Contestants() {}

    /** All of them, families together, static counts from the smallest. */
    public static List<Contestant> all() {
        var all = new ArrayList<Contestant>();
        all.add(
                new Contestant(
                        SLO_FIT,
                        Family.SloFit,
                        trial -> new SloFitController(trial.promise(), ScalerConstants.TUNED)));
        KEDA_SECONDS.forEach(seconds -> all.add(keda(seconds)));
        KEDA_SECONDS.forEach(seconds -> all.add(kedaWithLongWindow(seconds)));
        all.add(flink("Flink defaults", FlinkSettings.defaults()));
        all.add(flink(FLINK_TUNED, FlinkSettings.tuned()));
        all.add(
                new Contestant(
                        "Numaflow", Family.Numaflow, trial -> new Numaflow(trial.promise())));
        all.add(new Contestant("Brandwatch", Family.Brandwatch, Contestants::brandwatch));
        STATIC_COUNTS.forEach(
                count -> all.add(fixed("static " + count, trial -> Math.min(count, most(trial)))));
        all.add(fixed(STATIC_MOST, Contestants::most));
        return List.copyOf(all);
    }

    /**
     * One of them.
     *
     * @throws IllegalArgumentException with a sentence that lists all names, if there is none such
     */
    public static Contestant named(String name) {
        List<Contestant> all = all();
        return all.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no contestant '"
                                        + name
                                        + "'; there are: "
                                        + all.stream()
                                                .map(Contestant::name)
                                                .collect(Collectors.joining("; "))));
    }

    private static Contestant keda(int seconds) {
        return new Contestant(
                "KEDA " + seconds + " s",
                Family.Keda,
                trial ->
                        new KedaHpa(
                                trial.promise(),
                                KedaHpaSettings.defaults(recordsOf(seconds, trial))));
    }

    private static Contestant kedaWithLongWindow(int seconds) {
        return new Contestant(
                "KEDA " + seconds + " s, slow down",
                Family.Keda,
                trial ->
                        new KedaHpa(
                                trial.promise(),
                                KedaHpaSettings.stabilized(
                                        recordsOf(seconds, trial), KEDA_LONG_WINDOW_SECONDS)));
    }

    private static Contestant flink(String name, FlinkSettings settings) {
        return new Contestant(
                name, Family.Flink, trial -> new FlinkAutoscaler(trial.promise(), settings));
    }

    private static Brandwatch brandwatch(Trial trial) {
        int sla = (int) Math.max(1, Math.round(trial.promise().objectiveSeconds()));
        return new Brandwatch(
                trial.promise(), new BrandwatchSettings(recordsOf(BRANDWATCH_SECONDS, trial), sla));
    }

    private static Contestant fixed(String name, ToIntFunction<Trial> count) {
        return new Contestant(
                name, Family.Static, trial -> new StaticCount(count.applyAsInt(trial)));
    }

    private static int most(Trial trial) {
        return trial.promise().maxReplicas();
    }

    private static long recordsOf(int seconds, Trial trial) {
        return Math.max(1, Math.round(seconds * trial.plant().replicaRate()));
    }
}
