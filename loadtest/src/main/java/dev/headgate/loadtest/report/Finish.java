// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import dev.headgate.loadtest.result.LoadResult;
import dev.headgate.loadtest.result.LoadResult.ThresholdCheck;
import dev.headgate.loadtest.result.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * What is said of a run in one word and one sentence.
 *
 * @param word such as PASSED
 * @param reason why
 */
record Finish(String word, String reason) {

    /** Word and reason. */
    String sentence() {
        return word + ": " + reason;
    }

    static Finish of(LoadResult result) {
        if (result.passed()) {
            return passed(result);
        }
        var reasons = new ArrayList<String>();
        Verdict verdict = result.verdict();
        if (verdict != null) {
            reasons.addAll(broken(verdict));
        }
        List<ThresholdCheck> missed =
                result.thresholds().stream().filter(check -> !check.met()).toList();
        if (!missed.isEmpty()) {
            reasons.add(
                    missed.size() == 1
                            ? "a threshold was missed"
                            : missed.size() + " thresholds were missed");
        }
        return new Finish("FAILED", String.join("; ", reasons));
    }

    private static Finish passed(LoadResult result) {
        Verdict verdict = result.verdict();
        if (verdict == null) {
            return new Finish("PASSED", "the database was not asked");
        }
        String unchecked =
                verdict.orderUnchecked() == 0
                        ? ""
                        : "; the order of %s rows was not checked"
                                .formatted(Figures.count(verdict.orderUnchecked()));
        return new Finish(
                "PASSED",
                "every acknowledged event is in the database, once and as it was sent" + unchecked);
    }

    private static List<String> broken(Verdict verdict) {
        var reasons = new ArrayList<String>();
        add(reasons, verdict.lost(), "lost");
        add(reasons, verdict.duplicated(), "duplicated");
        add(reasons, verdict.changed(), "changed");
        add(reasons, verdict.outOfOrder(), "out of order");
        add(reasons, verdict.unexpected(), "unexpected");
        if (!verdict.settled()) {
            reasons.add("not everything was settled in time");
        }
        if (verdict.events() != verdict.accepted() + verdict.refused() + verdict.unknown()) {
            reasons.add("accepted, refused and unknown events do not add up to those sent");
        }
        return reasons;
    }

    private static void add(List<String> reasons, Verdict.Finding finding, String what) {
        if (finding.count() > 0) {
            reasons.add(Figures.count(finding.count()) + " " + what);
        }
    }
}
