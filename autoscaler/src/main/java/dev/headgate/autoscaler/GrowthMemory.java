// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

/**
 * What is remembered of how long there have been too few partitions.
 *
 * @param since since when this is remembered; NaN if it is not yet
 * @param shortSince since when more consumers are needed than there are partitions; NaN if not
 * @param hotSince since when one partition is more than a consumer can settle; NaN if none is
 * @param peakRate the most records a second that came in, of late
 * @param needed mean over a day of the consumers that are needed; NaN while unknown
 * @param ideal the same if partitions could be cut as one likes
 */
record GrowthMemory(
        double since,
        double shortSince,
        double hotSince,
        double peakRate,
        double needed,
        double ideal) {

    static final double DAY_SECONDS = 86_400;

    static final GrowthMemory NONE =
            new GrowthMemory(Double.NaN, Double.NaN, Double.NaN, 0, Double.NaN, Double.NaN);

    /**
     * After another look.
     *
     * @param isShort whether more consumers are needed than there are partitions
     * @param isHot whether a partition is more than a consumer can settle
     * @param rate records a second that come in
     */
    GrowthMemory next(
            double at,
            double seconds,
            boolean isShort,
            boolean isHot,
            double rate,
            int neededNow,
            double idealNow) {
        double fadedPeak = peakRate * Math.exp(-seconds / DAY_SECONDS);
        return new GrowthMemory(
                Double.isNaN(since) ? at : since,
                since(isShort, shortSince, at),
                since(isHot, hotSince, at),
                Math.max(rate, fadedPeak),
                Ewma.next(needed, neededNow, seconds, DAY_SECONDS),
                Ewma.next(ideal, idealNow, seconds, DAY_SECONDS));
    }

    private static double since(boolean holds, double since, double at) {
        if (!holds) {
            return Double.NaN;
        }
        return Double.isNaN(since) ? at : since;
    }
}
