// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

/**
 * How long a replica takes until it works as fast as it can.
 *
 * @param leastSeconds from its being asked for until it joins the group, at least
 * @param mostSeconds likewise, at most
 * @param slowShare part of the starts, 0 to 1, that take {@code slowSeconds} more, as when an image
 *     has to be pulled
 * @param slowSeconds what those take more
 * @param warmSeconds for so long after it has joined it is slower
 * @param warmFrom at what part of its rate it begins, 0 to 1; rises evenly until it is warm
 */
public record StartUp(
        double leastSeconds,
        double mostSeconds,
        double slowShare,
        double slowSeconds,
        double warmSeconds,
        double warmFrom) {

    /** As containers on a cluster have it that has their image. */
    public static final StartUp USUAL = new StartUp(30, 40, 0, 0, 40, 0.4);

    public StartUp {
        if (leastSeconds < 0 || mostSeconds < leastSeconds || slowSeconds < 0 || warmSeconds < 0) {
            throw new IllegalArgumentException("a start takes no negative time");
        }
        if (slowShare < 0 || slowShare > 1 || warmFrom < 0 || warmFrom > 1) {
            throw new IllegalArgumentException("a share is a number from 0 to 1");
        }
    }

    /** How long one start takes until the replica joins. */
    int seconds(Chance chance) {
        double seconds = chance.between(leastSeconds, mostSeconds);
        boolean slow = slowShare > 0 && chance.happens(slowShare);
        return (int) Math.round(slow ? seconds + slowSeconds : seconds);
    }

    /** Part of its rate that a replica has so long after it has joined. */
    double share(double seconds) {
        return seconds >= warmSeconds ? 1 : warmFrom + (1 - warmFrom) * seconds / warmSeconds;
    }
}
