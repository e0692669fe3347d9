// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

/**
 * What the demonstration came to.
 *
 * @param sent what the answers said
 * @param verdict what the database says
 * @param landing how the events came in
 */
record DemoResult(Sent sent, Verdict verdict, Landing landing) {

    /** Whether nothing was lost, doubled or changed, and every event's outcome is known. */
    boolean holds() {
        return verdict.holds() && sent.addsUp() && sent.unresolved().isEmpty();
    }
}
