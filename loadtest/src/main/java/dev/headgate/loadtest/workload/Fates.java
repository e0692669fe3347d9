// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import java.util.List;

/**
 * Says of each index whether its event is wrong on purpose, and which event it repeats.
 *
 * <p>Implementation note: an event's fate (wrong, repeating, or neither) is decided by its own
 * number alone. A repeating event then looks at random places of earlier requests for one whose
 * fate is neither, and stands for itself if it finds none; so nothing has to be followed further
 * than one step.
 */
final class Fates {

    /** How many requests back a repeat reaches. */
    static final long REQUESTS_BACK_MAX = 1_000;

    private static final int LOOKS_MAX = EventNumbers.DATA_FIRST - EventNumbers.ORIGIN_FIRST;

    private final long seed;
    private final int eventsPerRequest;
    private final double invalidBelow;
    private final double repeatBelow;
    private final List<Flaw> flaws;

    Fates(WorkloadSettings settings) {
        this.seed = settings.seed();
        this.eventsPerRequest = settings.eventsPerRequest();
        this.invalidBelow = settings.invalidShare();
        this.repeatBelow = settings.invalidShare() + settings.repeatShare();
        this.flaws = Flaw.of(eventsPerRequest);
    }

    /** Whether a pipeline has to take the event. */
    boolean valid(EventNumbers numbers) {
        return invalidBelow == 0 || numbers.fraction(EventNumbers.FATE) >= invalidBelow;
    }

    /** What is wrong with an event that is not valid. */
    Flaw flaw(EventNumbers numbers) {
        return flaws.get((int) numbers.below(EventNumbers.FLAW, flaws.size()));
    }

    /** The numbers of the event that the one at an index repeats, or of this one. */
    EventNumbers origin(long index) {
        var numbers = EventNumbers.of(seed, index);
        if (repeatBelow == invalidBelow) {
            return numbers;
        }
        double fate = numbers.fraction(EventNumbers.FATE);
        if (fate < invalidBelow || fate >= repeatBelow) {
            return numbers;
        }
        long request = index / eventsPerRequest;
        long first = Math.max(0, request - REQUESTS_BACK_MAX) * eventsPerRequest;
        long count = request * eventsPerRequest - first;
        for (int look = 0; look < LOOKS_MAX && count > 0; look++) {
            long place = first + numbers.below(EventNumbers.ORIGIN_FIRST + look, count);
            var candidate = EventNumbers.of(seed, place);
            if (candidate.fraction(EventNumbers.FATE) >= repeatBelow) {
                return candidate;
            }
        }
        return numbers;
    }
}
