// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import dev.headgate.autoscaler.plant.Controller;
import dev.headgate.autoscaler.plant.PlantView;

/**
 * No autoscaler at all: the same number of replicas for ever.
 *
 * @param count that number, 1 or more
 */
public record StaticCount(int count) implements Controller {

    public StaticCount {
        if (count < 1) {
            throw new IllegalArgumentException("without replicas nothing is ever settled");
        }
    }

    @Override
    public int replicas(PlantView plant) {
        return count;
    }
}
