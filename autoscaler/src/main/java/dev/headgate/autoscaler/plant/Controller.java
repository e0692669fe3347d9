// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

/** Decides how many replicas a plant has. Keeps what it remembers to itself: one for each run. */
@FunctionalInterface
public interface Controller {

    /**
     * Is asked once in each second, and looks as often as it would.
     *
     * @return how many replicas it wants from now on
     */
    int replicas(PlantView plant);

    /**
     * What it costs to remove a replica, as an annotation of its pod would say: of those that are
     * ready the cheapest goes first. Is asked when fewer replicas are wanted.
     *
     * @param replica its number
     */
    default double removalCost(PlantView plant, int replica) {
        return 0;
    }
}
