// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a run found.
 *
 * @param lines one for each number of pipelines, in their order
 * @param rest what the operator did while nothing changed
 * @param conditions what it ran on
 */
record SoakResult(List<Line> lines, Rest rest, String conditions) {

    /** A machine that others use, too, is not the same all the time. */
    private static final double NOISE = 1.5;

    /**
     * The operator with so many pipelines.
     *
     * @param added how many of them were made at once, just before
     * @param readySeconds until all of these were ready
     * @param reads requests to the API server that change nothing, for all of these together
     * @param writes likewise those that may change something
     * @param readyP50Millis from the request that makes one to its status, while all are made
     * @param changeP50Millis from a change of one spec to the status that tells it, one at a time
     * @param heapBytes what is alive on the heap
     * @param requests all requests so far by verb and kind
     */
    record Line(
            int pipelines,
            int added,
            double readySeconds,
            long reads,
            long writes,
            long readyP50Millis,
            long readyP99Millis,
            long changeP50Millis,
            long changeP99Millis,
            long heapBytes,
            Map<String, Long> requests) {}

    /**
     * A time in which nothing changes.
     *
     * @param writes what was written, without Leases
     * @param cpuSeconds time of processors that the operator used
     */
    record Rest(double minutes, long reads, List<String> writes, double cpuSeconds) {}

    SoakResult {
        lines = List.copyOf(lines);
    }

    /** What must not be: one sentence each. */
    List<String> violations() {
        var violations = new ArrayList<String>();
        if (!rest.writes().isEmpty()) {
            violations.add(
                    "%d writes while nothing changed, such as %s"
                            .formatted(rest.writes().size(), rest.writes().getFirst()));
        }
        Line first = lines.getFirst();
        Line last = lines.getLast();
        double more = (double) last.pipelines() / first.pipelines();
        compare(violations, "heap", more, first.heapBytes(), last.heapBytes());
        compare(
                violations,
                "time of a change",
                more,
                first.changeP50Millis(),
                last.changeP50Millis());
        // These are of the pipelines that were added, and so ought to stay the same for each.
        compare(
                violations,
                "writes of one",
                1,
                each(first, first.writes()),
                each(last, last.writes()));
        compare(
                violations,
                "reads of one",
                1,
                each(first, first.reads()),
                each(last, last.reads()));
        compare(
                violations,
                "seconds for one",
                1,
                each(first, first.readySeconds()),
                each(last, last.readySeconds()));
        return violations;
    }

    static double each(Line line, Number sum) {
        return sum.doubleValue() / line.added();
    }

    private static void compare(
            List<String> violations, String what, double more, Number first, Number last) {
        if (last.doubleValue() > first.doubleValue() * more * NOISE) {
            violations.add(
                    "%s grew from %.1f to %.1f, faster than the pipelines"
                            .formatted(what, first.doubleValue(), last.doubleValue()));
        }
    }
}
