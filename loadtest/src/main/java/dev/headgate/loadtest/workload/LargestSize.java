// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import java.util.List;

/** The most bytes that a generator's value can have as JSON, at least roughly and never too few. */
final class LargestSize {

    /** Largest data that a pipeline can be told to take. */
    static final long DATA_MAX = 10_485_760;

    private static final long SCALAR = 32;
    private static final long QUOTES = 2;

    /** A key of the longest format, each character escaped. */
    private static final long KEY = 2_048;

    /** An escape makes two bytes of one; what is longer in JSON is longer in UTF-8 too. */
    private static final long ESCAPED = 2;

    private LargestSize() {}

    /** The size; all that are too large are alike, so that no product can overflow. */
    static long of(Generator generator) {
        return Math.min(DATA_MAX + 1, sum(generator));
    }

    private static long sum(Generator generator) {
        return switch (generator) {
            case Generator.Whole _,
                    Generator.Decimal _,
                    Generator.EventIndex _,
                    Generator.EventTime _,
                    Generator.Bool _ ->
                    SCALAR;
            case Generator.EventKey _ -> KEY;
            case Generator.Word(List<Generator.Weighted> words) ->
                    words.stream().mapToLong(word -> json(word.text())).max().orElse(0);
            case Generator.Text(int _, int max) -> QUOTES + ESCAPED * max;
            case Generator.ListOf(Generator of, int _, int max) -> QUOTES + max * (1 + of(of));
            case Generator.ObjectOf(List<Generator.Field> fields) ->
                    QUOTES
                            + fields.stream()
                                    .mapToLong(field -> json(field.name()) + 2 + of(field.value()))
                                    .sum();
        };
    }

    private static long json(String text) {
        return new BodyBuffer().appendText(text).length();
    }
}
