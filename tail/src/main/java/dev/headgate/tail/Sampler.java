// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tail;

/**
 * Lets so many through each second, spread over it: what is left over from quiet moments lasts for
 * one second's worth at once. Not for several threads.
 */
final class Sampler {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private double credit;
    private long at;

    Sampler(int perSecond, long nanoTime) {
        this.perSecond = perSecond;
        this.credit = perSecond;
        this.at = nanoTime;
    }

    boolean admits(long nanoTime) {
        credit = Math.min(perSecond, credit + (nanoTime - at) / NANOS_PER_SECOND * perSecond);
        at = nanoTime;
        if (credit < 1) {
            return false;
        }
        credit--;
        return true;
    }
}
