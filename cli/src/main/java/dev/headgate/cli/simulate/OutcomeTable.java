// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import dev.headgate.loadtest.report.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * Outcomes under each other for people: names on the left, figures on the right of their column.
 */
final class OutcomeTable {

    private static final String[] TITLES = {
        "CONTROLLER", "VIOLATION MIN", "P99 AGE S", "REPLICA-HOURS", "ACTIONS", "MOST REPLICAS"
    };

    private final TextTable table = new TextTable("");

    OutcomeTable(List<Outcome> outcomes) {
        table.row(TITLES);
        outcomes.forEach(each -> table.row(row(each)));
    }

    private static String[] row(Outcome outcome) {
        return new String[] {
            outcome.controller(),
            text(outcome.violationMinutes(), 1),
            text(outcome.p99AgeSeconds(), 0),
            text(outcome.replicaHours(), 1),
            text(outcome.actions(), 0),
            text(outcome.replicasMax(), 0)
        };
    }

    /** The mean, and where runs differ the least and the most. */
    private static String text(Spread spread, int decimals) {
        String number = "%,." + decimals + "f";
        return spread.least() == spread.most()
                ? String.format(Locale.ROOT, number, spread.mean())
                : String.format(
                        Locale.ROOT,
                        number + " (" + number + "-" + number + ")",
                        spread.mean(),
                        spread.least(),
                        spread.most());
    }

    void print(PrintWriter out) {
        out.print(table.text());
    }
}
