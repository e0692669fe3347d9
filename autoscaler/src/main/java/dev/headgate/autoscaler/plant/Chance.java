// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import java.util.SplittableRandom;

/** Random numbers of a run, the same ones for the same seed. Not for several threads. */
public final class Chance {

    /** Above it the normal distribution is as good as Poisson's. */
    private static final double POISSON_MEAN_MAX = 40;

    private final SplittableRandom random;

    /** Numbers of a seed. */
    public Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Numbers that are independent of those that this one gives from now on. */
    public Chance split() {
        return new Chance(random.nextLong());
    }

    /** How many happen in a second if so many happen on average. */
    long poisson(double mean) {
        if (mean <= 0) {
            return 0;
        }
        if (mean > POISSON_MEAN_MAX) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        long count = -1;
        double product = 1;
        do {
            count++;
            product *= random.nextDouble();
        } while (product > limit);
        return count;
    }

    /** Of the normal distribution with mean 0 and deviation 1. */
    public double normal() {
        return random.nextGaussian();
    }

    /** Any of the range, each as likely. */
    public double between(double least, double most) {
        return least == most ? least : random.nextDouble(least, most);
    }

    /** True with that probability. */
    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** Any of 0 to below the bound. */
    public int below(int bound) {
        return random.nextInt(bound);
    }
}
