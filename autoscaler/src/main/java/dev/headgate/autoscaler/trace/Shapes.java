// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.trace;

import dev.headgate.autoscaler.plant.Chance;
import dev.headgate.autoscaler.plant.Scenario.Arrivals;
import dev.headgate.autoscaler.plant.Scenario.Shares;
import java.util.Arrays;

/** Forms of load. Rates are records a second, times seconds. */
final class Shapes {

    private static final double DAY_SECONDS = 86_400;

    private Shapes() {}

    static Arrivals constant(double rate) {
        return _ -> rate;
    }

    /** Another rate for a while. */
    static Arrivals step(double before, double meanwhile, int from, int to) {
        return second -> second >= from && second < to ? meanwhile : before;
    }

    /** A rate that is higher for a while, again and again. */
    static Arrivals spikes(double base, double peak, int every, int length, int first) {
        return second -> second >= first && (second - first) % every < length ? peak : base;
    }

    /** A day: lowest at midnight, highest twelve hours later. */
    static Arrivals day(double least, double most, double phase) {
        return second ->
                least
                        + (most - least)
                                * (1 - Math.cos(2 * Math.PI * (second / DAY_SECONDS + phase)))
                                / 2;
    }

    /** Everybody comes at once, and leaves slowly. */
    static Arrivals flash(double base, double peak, int at, int rise, double decay) {
        return second -> {
            if (second < at) {
                return base;
            }
            if (second < at + rise) {
                return base + (peak - base) * (second - at) / rise;
            }
            return base + (peak - base) * Math.exp(-(second - at - rise) / decay);
        };
    }

    /** From one rate to another, evenly. */
    static Arrivals drift(double first, double last, int seconds) {
        return second -> first + (last - first) * Math.min(1, (double) second / seconds);
    }

    /** Up evenly and down at once, again and again. */
    static Arrivals sawtooth(double least, double most, int period) {
        return second -> least + (most - least) * (second % period) / period;
    }

    /** A rate that wanders about its mean, with a memory of so many seconds. */
    static Arrivals wandering(
            double mean, double spread, double memory, int seconds, Chance chance) {
        double[] factors = new double[seconds];
        double keep = Math.exp(-1 / memory);
        double state = 0;
        for (int i = 0; i < seconds; i++) {
            state = keep * state + Math.sqrt(1 - keep * keep) * chance.normal();
            factors[i] = Math.exp(spread * state - spread * spread / 2);
        }
        return second -> mean * factors[Math.min(second, seconds - 1)];
    }

    /** On for a while, then nothing. */
    static Arrivals onAndOff(double rate, int on, int off) {
        return second -> second % (on + off) < on ? rate : 0;
    }

    /** One and another together. */
    static Arrivals sum(Arrivals one, Arrivals other) {
        return second -> one.at(second) + other.at(second);
    }

    /** The same to each partition. */
    static Shares even(int partitions) {
        double[] shares = new double[partitions];
        Arrays.fill(shares, 1.0 / partitions);
        return _ -> shares;
    }

    /** The n-th partition gets 1/n^exponent of what the first gets; which is which is drawn. */
    static Shares zipf(int partitions, double exponent, Chance chance) {
        double[] shares = new double[partitions];
        double sum = 0;
        for (int p = 0; p < partitions; p++) {
            shares[p] = Math.pow(p + 1, -exponent);
            sum += shares[p];
        }
        for (int p = 0; p < partitions; p++) {
            shares[p] /= sum;
        }
        for (int p = partitions - 1; p > 0; p--) {
            int other = chance.below(p + 1);
            double swap = shares[p];
            shares[p] = shares[other];
            shares[other] = swap;
        }
        return _ -> shares;
    }

    /** One partition gets a larger share than the others, another one each time. */
    static Shares movingHot(int partitions, double hot, int every) {
        double[][] shares = new double[partitions][partitions];
        for (int p = 0; p < partitions; p++) {
            Arrays.fill(shares[p], (1 - hot) / (partitions - 1));
            shares[p][p] = hot;
        }
        return second -> shares[second / every * 7 % partitions];
    }
}
