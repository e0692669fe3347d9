// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import java.util.List;

/** How one value of an event's data is made. */
public sealed interface Generator {

    /**
     * A whole number, each as likely.
     *
     * @param min the least
     * @param max the greatest
     */
    record Whole(long min, long max) implements Generator {

        /** Largest absolute value: every reader of JSON keeps it exactly. */
        public static final long ABSOLUTE_MAX = (1L << 53) - 1;
    }

    /**
     * A number with digits after the point, each as likely.
     *
     * @param min the least, in units of the last digit
     * @param max the greatest, in units of the last digit
     * @param scale digits after the point
     */
    record Decimal(long min, long max, int scale) implements Generator {

        /** Most digits after the point. */
        public static final int SCALE_MAX = 9;

        /** Largest absolute value of the number itself. */
        public static final long ABSOLUTE_MAX = 1_000_000_000;
    }

    /** One of some texts, as often as their weights say. */
    record Word(List<Weighted> words) implements Generator {

        /** Most texts to choose from. */
        public static final int WORDS_MAX = 1_000;

        /** Most characters of one of them. */
        public static final int CHARS_MAX = 1_000;

        public Word {
            words = List.copyOf(words);
        }
    }

    /**
     * A text of random characters, among them some beyond ASCII and some that JSON escapes.
     *
     * @param minBytes the fewest bytes, in UTF-8
     * @param maxBytes the most bytes, in UTF-8
     */
    record Text(int minBytes, int maxBytes) implements Generator {

        /** Most bytes of a text. */
        public static final int BYTES_MAX = 1_048_576;
    }

    /** The event's index. */
    record EventIndex() implements Generator {}

    /** The event's key. */
    record EventKey() implements Generator {}

    /** An instant: 2026 begins at index 0, and each index is a millisecond later. */
    record EventTime() implements Generator {}

    /**
     * True or false.
     *
     * @param trueShare how often it is true, 0 to 1
     */
    record Bool(double trueShare) implements Generator {}

    /**
     * A list, each length as likely.
     *
     * @param of how its values are made
     * @param minLength the fewest values
     * @param maxLength the most values
     */
    record ListOf(Generator of, int minLength, int maxLength) implements Generator {

        /** Most values. */
        public static final int LENGTH_MAX = 1_000;
    }

    /** An object with always the same fields. */
    record ObjectOf(List<Field> fields) implements Generator {

        /** Most fields. */
        public static final int FIELDS_MAX = 100;

        public ObjectOf {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A text among others.
     *
     * @param text what it says
     * @param weight how often it is taken, next to the weights of the others
     */
    record Weighted(String text, int weight) {

        /** Largest weight; the least is 1. */
        public static final int WEIGHT_MAX = 1_000_000;
    }

    /** A field of an object. */
    record Field(String name, Generator value) {}
}
