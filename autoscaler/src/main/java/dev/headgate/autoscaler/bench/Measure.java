// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

/** What is compared. Less is better in each. */
enum Measure {
    ViolationMinutes("violation min"),
    ReplicaHours("replica-hours"),
    Actions("changes"),
    Reversals("reversals"),
    P99AgeSeconds("p99 age s"),
    WastedHours("wasted h");

    private final String heading;

    Measure(String heading) {
        this.heading = heading;
    }

    /** Its name in tables. */
    String heading() {
        return heading;
    }

    double of(Totals totals) {
        return switch (this) {
            case ViolationMinutes -> totals.violationMinutes();
            case ReplicaHours -> totals.replicaHours();
            case Actions -> totals.actions();
            case Reversals -> totals.reversals();
            case P99AgeSeconds -> totals.p99AgeSeconds();
            case WastedHours -> totals.wastedHours();
        };
    }
}
