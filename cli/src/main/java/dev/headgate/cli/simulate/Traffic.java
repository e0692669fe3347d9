// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.autoscaler.plant.Scenario;
import java.util.Arrays;

/**
 * What a trace brings, in records a second.
 *
 * @param mean on average
 * @param peak in its fullest second
 * @param partitionPeak in the fullest second of a partition
 */
record Traffic(double mean, double peak, double partitionPeak) {

    static Traffic of(Scenario scenario) {
        double sum = 0;
        double peak = 0;
        double partitionPeak = 0;
        for (int second = 0; second < scenario.seconds(); second++) {
            double arrivals = scenario.arrivals().at(second);
            double share = Arrays.stream(scenario.shares().at(second)).max().orElse(0);
            sum += arrivals;
            peak = Math.max(peak, arrivals);
            partitionPeak = Math.max(partitionPeak, arrivals * share);
        }
        return new Traffic(sum / scenario.seconds(), peak, partitionPeak);
    }
}
