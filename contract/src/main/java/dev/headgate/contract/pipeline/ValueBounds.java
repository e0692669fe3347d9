// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.lang.reflect.AnnotatedElement;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of one value.
 *
 * @param min smallest number
 * @param max largest number
 * @param sizeMin fewest characters or items
 * @param sizeMax most characters or items
 * @param pattern what a whole text must match; Java's {@code $} would forgive a line break at the
 *     end
 */
record ValueBounds(long min, long max, long sizeMin, long sizeMax, @Nullable Pattern pattern) {

    static ValueBounds of(AnnotatedElement annotated) {
        Min min = annotated.getAnnotation(Min.class);
        Max max = annotated.getAnnotation(Max.class);
        Size size = annotated.getAnnotation(Size.class);
        var pattern = annotated.getAnnotation(io.fabric8.generator.annotation.Pattern.class);
        return new ValueBounds(
                min == null ? Integer.MIN_VALUE : (long) min.value(),
                max == null ? Integer.MAX_VALUE : (long) max.value(),
                size == null ? 0 : size.min(),
                size == null ? Long.MAX_VALUE : size.max(),
                pattern == null ? null : Pattern.compile(pattern.value()));
    }

    boolean isNumberBounded() {
        return min != Integer.MIN_VALUE || max != Integer.MAX_VALUE;
    }

    boolean isSizeBounded() {
        return sizeMin != 0 || sizeMax != Long.MAX_VALUE;
    }

    @Override
    public String toString() {
        if (isNumberBounded()) {
            return min + " to " + max;
        }
        if (pattern != null) {
            return pattern.pattern();
        }
        return isSizeBounded() ? sizeMin + " to " + sizeMax + " items" : "";
    }
}
