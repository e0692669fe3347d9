// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

/**
 * What a controller has to keep, and within what.
 *
 * @param objectiveSeconds how old a record may become before it is settled
 * @param minReplicas fewest replicas, 0 or more
 * @param maxReplicas most replicas
 */
public record Promise(double objectiveSeconds, int minReplicas, int maxReplicas) {

    public Promise {
        if (objectiveSeconds <= 0 || minReplicas < 0 || maxReplicas < Math.max(1, minReplicas)) {
            throw new IllegalArgumentException("no such promise can be kept");
        }
    }
}
