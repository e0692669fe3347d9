// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.simulate;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Outcomes under each other for people: names on the left, figures on the right of their column.
 */
final class OutcomeTable {

    private static final List<String> TITLES =
            List.of(
                    "CONTROLLER",
                    "VIOLATION MIN",
                    "P99 AGE S",
                    "REPLICA-HOURS",
                    "ACTIONS",
                    "MOST REPLICAS");

    private final List<List<String>> rows = new ArrayList<>();

    OutcomeTable(List<Outcome> outcomes) {
        rows.add(TITLES);
        outcomes.forEach(each -> rows.add(row(each)));
    }

    private static List<String> row(Outcome outcome) {
        return List.of(
                outcome.controller(),
                text(outcome.violationMinutes(), 1),
                text(outcome.p99AgeSeconds(), 0),
                text(outcome.replicaHours(), 1),
                text(outcome.actions(), 0),
                text(outcome.replicasMax(), 0));
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
        var widths = new int[TITLES.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            var line = new StringBuilder();
            line.append(row.getFirst()).repeat(' ', widths[0] - row.getFirst().length());
            for (int i = 1; i < widths.length; i++) {
                line.repeat(' ', widths[i] - row.get(i).length() + 2).append(row.get(i));
            }
            out.println(line);
        }
    }
}
