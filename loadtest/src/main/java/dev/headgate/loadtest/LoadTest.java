// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest;

import dev.headgate.contract.pipeline.TopicSpec;
import dev.headgate.loadtest.LoadPlan.Model;
import dev.headgate.loadtest.http.EngineResult;
import dev.headgate.loadtest.http.LoadEngine;
import dev.headgate.loadtest.http.SecondTaken;
import dev.headgate.loadtest.live.Progress;
import dev.headgate.loadtest.live.Progress.Phase;
import dev.headgate.loadtest.outcome.Ledger;
import dev.headgate.loadtest.result.HistogramLog;
import dev.headgate.loadtest.result.LoadResult;
import dev.headgate.loadtest.result.Second;
import dev.headgate.loadtest.result.Verdict;
import dev.headgate.loadtest.verify.DatabaseAccess;
import dev.headgate.loadtest.verify.DatabaseWatch;
import dev.headgate.loadtest.verify.RunVerifier;
import dev.headgate.loadtest.verify.Settlement;
import dev.headgate.loadtest.verify.SettlementWait;
import dev.headgate.loadtest.verify.VerifiedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A whole load test: sends the plan, looks at the database meanwhile, waits until everything that
 * was acknowledged is settled, and compares event by event. Used once.
 */
public final class LoadTest {

    private static final long SECOND_NANOS = 1_000_000_000;

    private final LoadPlan plan;
    private final RunDescription description;
    private final Optional<Database> database;
    private final Consumer<Progress> view;
    private final Optional<Path> histogramLog;
    private final LoadEngine engine;
    private final Optional<Ledger> ledger;

    /**
     * The database behind the target.
     *
     * @param access where it is
     * @param topics the pipeline's topics
     * @param verify whether every event is looked up in it at the end
     * @param patience how long to wait, after the last answer, until everything is settled
     */
    public record Database(
            DatabaseAccess access, List<TopicSpec> topics, boolean verify, Duration patience) {

        public Database {
            topics = List.copyOf(topics);
        }
    }

    /**
     * A test.
     *
     * @param view sees how it stands once a second, on the thread that runs it
     * @param histogramLog file for all latencies, if wanted
     * @throws IOException if the ledger's file cannot be made
     */
    public LoadTest(
            LoadPlan plan,
            RunDescription description,
            Optional<Database> database,
            Consumer<Progress> view,
            Optional<Path> histogramLog)
            throws IOException {
        this.plan = plan;
        this.description = description;
        this.database = database;
        this.view = view;
        this.histogramLog = histogramLog;
        this.ledger =
                database.map(Database::verify).orElse(false)
                        ? Optional.of(
                                Ledger.create(
                                        plan.plannedRequests()
                                                * plan.workload().eventsPerRequest()))
                        : Optional.empty();
        this.engine = new LoadEngine(plan, ledger);
    }

    /** Ends sending early; what was sent is still waited for and compared. */
    public void interrupt() {
        engine.interrupt();
    }

    /** Runs everything; blocks. */
    public LoadResult run() throws IOException, InterruptedException {
        try (DatabaseWatch watch = database.map(d -> DatabaseWatch.begin(d.access())).orElse(null);
                HistogramLog log =
                        histogramLog.isPresent() ? HistogramLog.create(histogramLog.get()) : null) {
            var seconds = new Watcher(watch, log);
            EngineResult result = engine.run(seconds);
            Verdict verdict = watch == null ? null : verdict(watch, result, seconds);
            return ResultAssembly.assemble(plan, description, result, seconds.seconds, verdict);
        } finally {
            if (ledger.isPresent()) {
                ledger.get().close();
            }
        }
    }

    private @Nullable Verdict verdict(DatabaseWatch watch, EngineResult result, Watcher seconds)
            throws InterruptedException {
        if (database.isEmpty() || ledger.isEmpty()) {
            return null;
        }
        Database behind = database.get();
        Settlement settlement =
                new SettlementWait(behind.access(), behind.patience())
                        .await(result.positions(), _ -> seconds.after(Phase.AwaitingRows));
        var run =
                new VerifiedRun(
                        plan.workload(),
                        ledger.get(),
                        behind.topics(),
                        result.startedAt(),
                        dueNanos(ledger.get()),
                        watch.baseLine(),
                        settlement instanceof Settlement.Settled);
        return new RunVerifier(behind.access(), run).verify(_ -> seconds.after(Phase.Verifying));
    }

    /** In a closed run a request is due when it is sent. */
    private LongUnaryOperator dueNanos(Ledger book) {
        int events = plan.workload().eventsPerRequest();
        return switch (plan.model()) {
            case Model.Open(var schedule) -> schedule::dueNanos;
            case Model.Closed _ ->
                    request -> {
                        long first = request * events;
                        long tick = -1;
                        for (long event = first; event < first + events && tick < 0; event++) {
                            tick = book.sentTick(event);
                        }
                        return Math.max(0, tick) * Ledger.TICK_NANOS;
                    };
        };
    }

    /** Keeps the seconds of the run and shows them. */
    private final class Watcher implements LoadEngine.Observer {

        private final @Nullable DatabaseWatch watch;
        private final @Nullable HistogramLog log;
        private final List<Second> seconds = new ArrayList<>();
        private @Nullable SecondTaken lastTaken;
        private long rowsBefore;
        private long lookedAt;
        private long takenAt;
        private long shownAt;
        private @Nullable Phase phaseAfter;

        Watcher(@Nullable DatabaseWatch watch, @Nullable HistogramLog log) {
            this.watch = watch;
            this.log = log;
        }

        @Override
        public void started(Instant at) {
            if (log != null) {
                log.begin(at);
            }
        }

        @Override
        public void second(SecondTaken taken) {
            if (log != null) {
                log.interval(taken.elapsedNanos(), taken.sinceDue(), taken.service());
            }
            Second second = look(taken);
            seconds.add(second);
            lastTaken = taken;
            takenAt = System.nanoTime();
            boolean warm = taken.elapsedNanos() < plan.patience().warmUp().toNanos();
            show(warm ? Phase.WarmingUp : Phase.Sending, taken, second, 0);
        }

        /** Shows what happens after sending; may be called more often than it shows anything. */
        void after(Phase phase) {
            long now = System.nanoTime();
            SecondTaken taken = lastTaken;
            if (taken == null || (phase == phaseAfter && now - shownAt < SECOND_NANOS)) {
                return;
            }
            phaseAfter = phase;
            shownAt = now;
            show(phase, taken, look(taken), now - takenAt);
        }

        private Second look(SecondTaken taken) {
            if (watch == null) {
                return taken.second();
            }
            Second.DatabaseLook look = watch.look(taken.totals().accepted());
            return look == null ? taken.second() : taken.second().with(look);
        }

        private void show(Phase phase, SecondTaken taken, Second second, long sinceNanos) {
            long elapsed = taken.elapsedNanos() + sinceNanos;
            view.accept(
                    ProgressAssembly.assemble(
                            plan, phase, taken, second, elapsed, rowsPerSecond(second, elapsed)));
        }

        /** Rows a second since the last look; -1 without a look. */
        private double rowsPerSecond(Second second, long elapsedNanos) {
            Second.DatabaseLook look = second.database();
            if (look == null) {
                return -1;
            }
            double rate = (look.rows() - rowsBefore) * 1e9 / Math.max(1, elapsedNanos - lookedAt);
            rowsBefore = look.rows();
            lookedAt = elapsedNanos;
            return rate;
        }
    }
}
