// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import java.util.Arrays;
import java.util.List;

/**
 * A choice among numbered things, each as often as its weight says.
 *
 * <p>Implementation note: the alias method (Walker 1977) with Vose's construction (1991). Each
 * column holds at most two things, so a pick costs one look into two arrays however many things
 * there are; a million of them take 12 MB.
 */
final class WeightedChoice {

    private final double[] ownShares;
    private final int[] others;

    private WeightedChoice(double[] ownShares, int[] others) {
        this.ownShares = ownShares;
        this.others = others;
    }

    static WeightedChoice of(List<Integer> weights) {
        return of(weights.stream().mapToDouble(Integer::doubleValue).toArray());
    }

    /** Zipf's law: the thing of rank k, from 1, has the weight 1 / k<sup>exponent</sup>. */
    static WeightedChoice zipf(int count, double exponent) {
        double[] weights = new double[count];
        for (int i = 0; i < count; i++) {
            weights[i] = Math.pow(i + 1.0, -exponent);
        }
        return of(weights);
    }

    private static WeightedChoice of(double[] weights) {
        int count = weights.length;
        double sum = Arrays.stream(weights).sum();
        double[] shares = new double[count];
        int[] others = new int[count];
        // Columns with too little grow from the front, those with too much from the back.
        int[] waiting = new int[count];
        int small = 0;
        int large = count;
        for (int i = 0; i < count; i++) {
            shares[i] = weights[i] * count / sum;
            others[i] = i;
            waiting[shares[i] < 1 ? small++ : --large] = i;
        }
        while (small > 0 && large < count) {
            int little = waiting[--small];
            int much = waiting[large];
            others[little] = much;
            shares[much] -= 1 - shares[little];
            if (shares[much] < 1) {
                large++;
                waiting[small++] = much;
            }
        }
        // What is left has a share of 1, but for rounding.
        for (int i = 0; i < small; i++) {
            shares[waiting[i]] = 1;
        }
        return new WeightedChoice(shares, others);
    }

    /** The thing that 64 random bits choose. */
    int pick(long random) {
        int column = (int) Math.unsignedMultiplyHigh(random, ownShares.length);
        double rest = ((random * ownShares.length) >>> 11) * 0x1p-53;
        return rest < ownShares[column] ? column : others[column];
    }
}
