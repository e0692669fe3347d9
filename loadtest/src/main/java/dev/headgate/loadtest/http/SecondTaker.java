// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import dev.headgate.loadtest.LoadPlan;
import dev.headgate.loadtest.result.Second;
import org.HdrHistogram.Histogram;

/**
 * Cuts a run into seconds and adds their durations up. Owned by the thread that runs the engine.
 */
final class SecondTaker {

    private final LoadPlan plan;
    private final LoadEngine engine;
    private final Histogram sinceDue = LoopTallies.histogram();
    private final Histogram service = LoopTallies.histogram();
    private final Histogram secondSinceDue = LoopTallies.histogram();
    private final Histogram secondService = LoopTallies.histogram();
    private Totals before = Totals.NONE;
    private long dueBefore;
    private int number;

    SecondTaker(LoadPlan plan, LoadEngine engine) {
        this.plan = plan;
        this.engine = engine;
    }

    SecondTaken take(long elapsedNanos) {
        secondSinceDue.reset();
        secondService.reset();
        for (LoopTallies tallies : engine.tallies()) {
            secondSinceDue.add(tallies.takeSinceDue());
            secondService.add(tallies.takeService());
        }
        sinceDue.add(secondSinceDue);
        service.add(secondService);
        Totals now = new Totals(engine);
        long due = plan.dueUntil(elapsedNanos, now.sent());
        var second =
                new Second(
                        number++,
                        due - dueBefore,
                        now.sent() + now.resent() - before.sent() - before.resent(),
                        now.answered() - before.answered(),
                        now.accepted() - before.accepted(),
                        now.refused() - before.refused(),
                        now.unknown() - before.unknown(),
                        now.late() - before.late(),
                        now.inFlight(),
                        Math.max(0, due - now.sent()),
                        secondSinceDue.getValueAtPercentile(50),
                        secondSinceDue.getValueAtPercentile(99),
                        secondSinceDue.getValueAtPercentile(99.9),
                        secondSinceDue.getMaxValue(),
                        null);
        before = now;
        dueBefore = due;
        return new SecondTaken(
                second, elapsedNanos, now, engine.answers(), secondSinceDue, secondService);
    }

    /** Durations from the due instant, of the whole run. */
    Histogram sinceDue() {
        return sinceDue;
    }

    /** Durations from the send, of the whole run. */
    Histogram service() {
        return service;
    }
}
