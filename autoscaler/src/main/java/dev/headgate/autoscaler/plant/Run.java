// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import java.util.function.Consumer;

/** A controller in command of a plant, from the begin of a scenario to its end. */
public final class Run {

    private static final double P99 = 0.99;
    private static final int REVERSAL_SECONDS = 15 * 60;
    private static final double SECONDS_OF_MINUTE = 60;
    private static final double SECONDS_OF_HOUR = 3_600;

    private final Plant plant;
    private final Promise promise;
    private final double replicaRate;
    private final int[] secondsOfAge;
    private long violation;
    private long desired;
    private long surplus;
    private int actions;
    private int reversals;
    private int lastAction = -REVERSAL_SECONDS;
    private int lastDirection;
    private long lagMax;
    private long paused;

    private Run(Plant plant, Promise promise, PlantSettings settings, int seconds) {
        this.plant = plant;
        this.promise = promise;
        this.replicaRate = settings.replicaRate();
        this.secondsOfAge = new int[seconds + 1];
    }

    /** What comes of it. */
    public static Score of(
            Scenario scenario,
            PlantSettings settings,
            Promise promise,
            Controller controller,
            long seed) {
        return of(scenario, settings, promise, controller, seed, _ -> {});
    }

    /** The same, and every second is shown to somebody. */
    public static Score of(
            Scenario scenario,
            PlantSettings settings,
            Promise promise,
            Controller controller,
            long seed,
            Consumer<Moment> watcher) {
        var plant = new Plant(scenario, settings, new Chance(seed));
        var run = new Run(plant, promise, settings, scenario.seconds());
        for (int second = 0; second < scenario.seconds(); second++) {
            plant.step();
            run.count(watcher);
            run.obey(controller);
        }
        return run.score(scenario.seconds());
    }

    private void count(Consumer<Moment> watcher) {
        int age = plant.age();
        secondsOfAge[age]++;
        if (age > promise.objectiveSeconds()) {
            violation++;
        }
        long lag = plant.waiting();
        lagMax = Math.max(lagMax, lag);
        paused += plant.paused();
        desired += plant.desired();
        surplus += Math.max(0, plant.desired() - plant.sight().partitions());
        watcher.accept(
                new Moment(
                        plant.second(),
                        plant.arrivalRate(),
                        age,
                        lag,
                        plant.sight().ready(),
                        plant.desired()));
    }

    private void obey(Controller controller) {
        PlantView sight = plant.sight();
        int wanted = controller.replicas(sight);
        int now = plant.desired();
        if (wanted == now) {
            return;
        }
        if (wanted < 0) {
            throw new IllegalStateException(
                    "a controller wants %d replicas in second %d"
                            .formatted(wanted, plant.second()));
        }
        int direction = Integer.signum(wanted - now);
        actions++;
        if (direction == -lastDirection && plant.second() - lastAction < REVERSAL_SECONDS) {
            reversals++;
        }
        lastDirection = direction;
        lastAction = plant.second();
        plant.scaleTo(wanted, replica -> controller.removalCost(sight, replica));
    }

    private Score score(int seconds) {
        return new Score(
                violation / SECONDS_OF_MINUTE,
                percentile(seconds, P99),
                desired / SECONDS_OF_HOUR,
                actions,
                reversals,
                lagMax,
                paused,
                plant.movedRecords() / replicaRate,
                surplus / SECONDS_OF_HOUR);
    }

    /** The age that was not exceeded in that share of the time. */
    private double percentile(int seconds, double share) {
        long before = 0;
        for (int age = 0; age < secondsOfAge.length; age++) {
            before += secondsOfAge[age];
            if (before >= share * seconds) {
                return age;
            }
        }
        return seconds;
    }
}
