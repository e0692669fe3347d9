// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import java.util.Map;
import java.util.Objects;

/**
 * A contestant for each trial, chosen when all results were known.
 *
 * @param name for tables
 * @param byTrial names of trials and of contestants
 * @param limited contestant of the limited trial
 */
record Choice(String name, Family family, Map<String, String> byTrial, String limited) {

    Choice {
        byTrial = Map.copyOf(byTrial);
    }

    /** Who was chosen. */
    String in(String trial) {
        return Objects.requireNonNull(byTrial.get(trial), "nobody is chosen for " + trial);
    }
}
