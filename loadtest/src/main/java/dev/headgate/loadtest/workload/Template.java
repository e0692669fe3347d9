// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import java.util.List;

/**
 * What events look like: the content of a template file.
 *
 * @param types event types and how often each is taken
 * @param keys the keys of events
 * @param data the data of events
 */
public record Template(List<TypeShare> types, Keys keys, Generator.ObjectOf data) {

    /** Most event types. */
    public static final int TYPES_MAX = 100;

    public Template {
        types = List.copyOf(types);
    }

    /**
     * An event type.
     *
     * @param type its name
     * @param weight how often it is taken, next to the weights of the others
     */
    public record TypeShare(String type, int weight) {}

    /**
     * The keys of events, numbered from 1.
     *
     * @param count how many there are
     * @param distribution how often each is taken
     * @param exponent how uneven Zipf's law is: key k is taken as often as 1/k<sup>exponent</sup>
     * @param format a key as text; {@code %d} stands for its number
     */
    public record Keys(int count, Distribution distribution, double exponent, String format) {

        /** Most keys. */
        public static final int COUNT_MAX = 1_000_000;

        /** Smallest exponent. */
        public static final double EXPONENT_MIN = 0.1;

        /** Largest exponent. */
        public static final double EXPONENT_MAX = 5;

        /** What a file leaves out. */
        public static final Keys DEFAULT = new Keys(10_000, Distribution.Zipf, 1.0, "user-%d");
    }

    /** How often each key is taken. */
    public enum Distribution {
        /** Each as often. */
        Uniform,
        /** A few very often, most of them seldom. */
        Zipf,
        /** Events have no key. */
        None
    }
}
