// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import dev.headgate.autoscaler.plant.Rebalance.Protocol;
import java.util.Arrays;
import java.util.List;

/**
 * Plants whose seconds can be reckoned by hand: four partitions, replicas that settle 100 records a
 * second from their third second on, moves of 2 s, sessions of 5 s, and commits in each second.
 */
final class Plants {

    static final PlantSettings SETTINGS =
            new PlantSettings(
                    4,
                    100,
                    0,
                    Double.POSITIVE_INFINITY,
                    new StartUp(3, 3, 0, 0, 0, 1),
                    new Rebalance(Protocol.Incremental, 2, 5),
                    Assignor.Uniform,
                    1);

    private Plants() {}

    /** Records wait in equal parts, and no others come. */
    static Scenario waiting(long records, int replicas, Disturbance... disturbances) {
        return new Scenario(
                "waiting", 20, _ -> 0, even(4), List.of(disturbances), records, replicas);
    }

    /** Records come to all partitions alike. */
    static Scenario arriving(double rate, int seconds, Disturbance... disturbances) {
        return new Scenario("arriving", seconds, _ -> rate, even(4), List.of(disturbances), 0, 2);
    }

    static Scenario.Shares even(int partitions) {
        double[] shares = new double[partitions];
        Arrays.fill(shares, 1.0 / partitions);
        return _ -> shares;
    }

    static Plant of(Scenario scenario) {
        return new Plant(scenario, SETTINGS, new Chance(1));
    }

    /** Lets seconds pass, up to the end of that one. */
    static PlantView until(Plant plant, int second) {
        while (plant.second() < second) {
            plant.step();
        }
        return plant.sight();
    }

    static void scale(Plant plant, int replicas) {
        plant.scaleTo(replicas, _ -> 0);
    }
}
