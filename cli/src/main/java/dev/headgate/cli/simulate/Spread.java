// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;

/** A figure of several runs. */
record Spread(double mean, double least, double most) {

    static Spread of(DoubleStream values) {
        DoubleSummaryStatistics summary = values.summaryStatistics();
        return new Spread(summary.getAverage(), summary.getMin(), summary.getMax());
    }
}
