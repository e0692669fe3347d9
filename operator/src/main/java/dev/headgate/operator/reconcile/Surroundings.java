// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What reconciling has around it in its process.
 *
 * @param leading whether this replica may act
 * @param metrics told of each reconcile
 * @param broken told, in a sentence, what makes going on impossible; returns at once
 */
public record Surroundings(BooleanSupplier leading, Metrics metrics, Consumer<String> broken) {

    /** Of the only replica, with nobody to tell. */
    public static Surroundings none() {
        return new Surroundings(Leadership.alone(), Metrics.NOOP, _ -> {});
    }
}
