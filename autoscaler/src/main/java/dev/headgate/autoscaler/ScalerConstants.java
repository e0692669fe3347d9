// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

/**
 * The numbers that were found by trying, on the trials of the tuning set. Shares of a capacity are
 * of what consumers settle at most, shares of an age are of the objective.
 *
 * @param upMeanShare part of their capacity that all consumers may use before a rise
 * @param upWorstShare the same of the one with the most to do
 * @param riseMeanShare part of their capacity that all consumers shall use after a rise, if there
 *     is one
 * @param riseWorstShare the same of the one with the most to do
 * @param drainWorstShare the same with what waits
 * @param downMeanShare part of their capacity that all consumers may use after a fall
 * @param downWorstShare the same of the one with the most to do
 * @param drainShare part of the objective within which what waits is to be settled in a hurry
 * @param calmDrainShare the same without hurry
 * @param hurryAgeShare age from which on there is hurry
 * @param backlogAgeShare age from which on what waits counts at all
 * @param urgentAgeShare age from which on a rise may follow the last change at once
 * @param urgentLoadShare part of the capacity there is from which on it may, too
 * @param urgentFactor how many times as many consumers have to be wanted for the same
 * @param upCalmSeconds after the last change, until another rise that is not urgent
 * @param calmAgeShare age below which consumers may go
 * @param afterDownAgeShare age that a fall may bring about, by its pause
 * @param downSeconds for how long fewer must have been enough before any go
 * @param downSecondsMax the same at most, after falls that were taken back
 * @param downLonger how many times as long after each of those
 * @param takenBackShare part of that time within which a rise takes a fall back
 * @param downShorter how many times as long after nothing has changed for long
 * @param calmFactor how many times that time is long
 * @param stepShare part of those that could go a little later that has to go now, for a fall to be
 *     made
 * @param fallShareMin part of all that has to go at least
 * @param smallFallFactor after how many times the usual time a smaller fall is made, too
 * @param savingFactor what a fall has to save, in replica-seconds for each second that a partition
 *     stands still
 */
public record ScalerConstants(
        double upMeanShare,
        double upWorstShare,
        double riseMeanShare,
        double riseWorstShare,
        double drainWorstShare,
        double downMeanShare,
        double downWorstShare,
        double drainShare,
        double calmDrainShare,
        double hurryAgeShare,
        double backlogAgeShare,
        double urgentAgeShare,
        double urgentLoadShare,
        double urgentFactor,
        double upCalmSeconds,
        double calmAgeShare,
        double afterDownAgeShare,
        double downSeconds,
        double downSecondsMax,
        double downLonger,
        double takenBackShare,
        double downShorter,
        double calmFactor,
        double stepShare,
        double fallShareMin,
        double smallFallFactor,
        double savingFactor) {

    /** What is used. */
    public static final ScalerConstants TUNED =
            new ScalerConstants(
                    0.95, 0.93, 0.75, 0.75, 0.97, 0.78, 0.78, 0.5, 3, 0.5, 0.2, 0.25, 0.95, 1.25,
                    60, 0.2, 0.5, 400, 1_800, 2, 2, 0.7, 6, 0.75, 0.34, 8, 6);
}
