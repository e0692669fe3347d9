// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest;

import com.sun.management.OperatingSystemMXBean;
import dev.headgate.loadtest.LoadPlan.Model;
import dev.headgate.loadtest.http.EngineResult;
import dev.headgate.loadtest.http.Totals;
import dev.headgate.loadtest.result.Latency;
import dev.headgate.loadtest.result.LoadResult;
import dev.headgate.loadtest.result.LoadResult.Machine;
import dev.headgate.loadtest.result.LoadResult.Requests;
import dev.headgate.loadtest.result.LoadResult.Run;
import dev.headgate.loadtest.result.Second;
import dev.headgate.loadtest.result.Verdict;
import java.lang.management.ManagementFactory;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a run's result out of what was counted, measured and found. */
final class ResultAssembly {

    private ResultAssembly() {}

    static LoadResult assemble(
            LoadPlan plan,
            RunDescription description,
            EngineResult result,
            List<Second> seconds,
            @Nullable Verdict verdict) {
        double elapsed = result.elapsedNanos() / 1e9;
        var run =
                new Run(
                        description.id(),
                        result.startedAt().truncatedTo(ChronoUnit.MILLIS).toString(),
                        elapsed,
                        plan.model() instanceof Model.Open ? "open" : "closed",
                        plan.target().toString(),
                        description.pipeline(),
                        description.seed(),
                        result.interrupted());
        return new LoadResult(
                LoadResult.FORMAT,
                run,
                description.settings(),
                machine(),
                requests(plan, result, elapsed),
                result.answers(),
                Latency.of(result.sinceDue()),
                Latency.of(result.service()),
                seconds,
                verdict,
                List.of());
    }

    private static Requests requests(LoadPlan plan, EngineResult result, double elapsed) {
        Totals totals = result.totals();
        long due = plan.dueUntil(result.elapsedNanos(), totals.sent());
        double targetRate =
                plan.model() instanceof Model.Open open
                        ? due / Math.min(elapsed, open.duration().toNanos() / 1e9)
                        : 0;
        return new Requests(
                due,
                totals.sent(),
                totals.resent(),
                Math.max(0, due - totals.sent()),
                totals.late(),
                totals.latestMicros(),
                targetRate,
                totals.answered() / elapsed,
                totals.accepted() / elapsed,
                plan.workload().eventsPerRequest(),
                totals.sentBytes(),
                totals.accepted(),
                totals.refused(),
                totals.unknown(),
                totals.wronglyAccepted());
    }

    private static Machine machine() {
        long memory =
                ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                        ? system.getTotalMemorySize()
                        : 0;
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                memory,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Runtime.version().toString());
    }
}
