// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

/**
 * One event of the demonstration.
 *
 * @param id the event's id
 * @param real index of the real event whose data it carries
 */
record DemoEvent(String id, int real) {

    /** The n-th event: the real events in turn, with an id of its own. */
    static DemoEvent nth(int n, int reals) {
        return new DemoEvent("demo-%06d".formatted(n), n % reals);
    }
}
