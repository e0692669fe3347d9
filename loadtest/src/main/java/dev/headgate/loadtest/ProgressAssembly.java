// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest;

import dev.headgate.loadtest.LoadPlan.Model;
import dev.headgate.loadtest.http.SecondTaken;
import dev.headgate.loadtest.http.Totals;
import dev.headgate.loadtest.live.Progress;
import dev.headgate.loadtest.live.Progress.Phase;
import dev.headgate.loadtest.result.Second;

/** Makes what people see of a run out of what the engine counts. */
final class ProgressAssembly {

    /** More than a closed run ever sends. */
    private static final long COUNTED_REQUESTS_MAX = 10_000_000_000L;

    private ProgressAssembly() {}

    static Progress assemble(
            LoadPlan plan,
            Phase phase,
            SecondTaken taken,
            Second second,
            long elapsedNanos,
            double rowsPerSecond) {
        Totals totals = taken.totals();
        return new Progress(
                plan.target().toString(),
                phase,
                elapsedNanos / 1e9,
                plan.model().duration().toNanos() / 1e9,
                second,
                switch (plan.model()) {
                    case Model.Open(var schedule) -> schedule.rateAt(elapsedNanos);
                    case Model.Closed _ -> 0;
                },
                totals.sent(),
                planned(plan),
                totals.accepted(),
                totals.refused(),
                totals.unknown(),
                totals.late(),
                rowsPerSecond,
                taken.answers());
    }

    /** A closed run is ended by time, unless it is shorter than time allows for. */
    private static long planned(LoadPlan plan) {
        boolean endless =
                plan.model() instanceof Model.Closed && plan.requestsMax() > COUNTED_REQUESTS_MAX;
        return endless ? 0 : plan.plannedRequests();
    }
}
