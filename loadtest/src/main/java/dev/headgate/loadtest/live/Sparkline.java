// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.live;

import java.util.List;

/** A small curve of text: a column each, as high as its value is beside the highest. */
final class Sparkline {

    private static final String LEVELS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /** The last values that fit; a blank stands for a negative one, which means none. */
    static String of(List<Long> values, int columns) {
        var shown = values.subList(Math.max(0, values.size() - columns), values.size());
        long highest = Math.max(1, shown.stream().mapToLong(Long::longValue).max().orElse(1));
        var text = new StringBuilder();
        for (long value : shown) {
            text.append(value < 0 ? ' ' : level(value, highest));
        }
        return text.toString();
    }

    private static char level(long value, long highest) {
        int top = LEVELS.length() - 1;
        return LEVELS.charAt((int) Math.round((double) top * value / highest));
    }
}
