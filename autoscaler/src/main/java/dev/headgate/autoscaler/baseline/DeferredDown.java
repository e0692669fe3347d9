// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import dev.headgate.autoscaler.baseline.RecentAdvice.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Fewer replicas that were asked for and have to wait. Not for several threads.
 *
 * <p>Rule: {@code DelayedScaleDown} and {@code applyScaleDownInterval} of {@code JobVertexScaler};
 * see {@link FlinkAutoscaler} for the version. The wait begins when fewer are asked for first and
 * ends without any going as soon as as many or more are asked for.
 */
final class DeferredDown {

    private final int delaySeconds;
    private final RecentAdvice recent = new RecentAdvice();
    private int since;
    private boolean waiting;

    DeferredDown(int delaySeconds) {
        this.delaySeconds = delaySeconds;
    }

    /** What may be done now, the highest of what was asked for during the wait; null to wait. */
    @Nullable Advice ask(Advice now) {
        if (delaySeconds <= 0) {
            return now;
        }
        if (!waiting) {
            waiting = true;
            since = now.second();
        }
        recent.add(now);
        int begin = now.second() - delaySeconds;
        return begin < since ? null : recent.highestSince(begin);
    }

    void clear() {
        waiting = false;
        recent.clear();
    }
}
