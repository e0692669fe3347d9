// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import dev.headgate.loadtest.LoadPlan;
import dev.headgate.loadtest.outcome.AcknowledgedPositions;
import dev.headgate.loadtest.outcome.Ledger;
import dev.headgate.loadtest.result.LoadResult.AnswerCount;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Sends what a plan says and counts what comes back. Used once. */
public final class LoadEngine {

    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long AWAIT_SLICE_NANOS = 50_000_000;

    private final LoadPlan plan;
    private final Optional<Ledger> ledger;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean interrupted;
    private List<SenderLoop> loops = List.of();

    /** An engine that enters each event's outcome in a ledger, if there is one. */
    public LoadEngine(LoadPlan plan, Optional<Ledger> ledger) {
        this.plan = plan;
        this.ledger = ledger;
    }

    /** Sees a run once a second. */
    public interface Observer {

        /** The run has begun. */
        void started(Instant at);

        /** A second has ended. */
        void second(SecondTaken second);
    }

    /** Ends the run early: what is in flight is still answered or given up. */
    public void interrupt() {
        interrupted = true;
        loops.forEach(SenderLoop::interrupt);
    }

    /** Runs the plan to its end; the caller's thread keeps the seconds. */
    public EngineResult run(Observer observer) throws IOException, InterruptedException {
        Instant startedAt = Instant.now();
        long start = System.nanoTime();
        var made = new ArrayList<SenderLoop>();
        for (int i = 0; i < plan.threads(); i++) {
            made.add(new SenderLoop(plan, i, start, ledger));
        }
        loops = List.copyOf(made);
        observer.started(startedAt);
        var finished = new CountDownLatch(loops.size());
        for (int i = 0; i < loops.size(); i++) {
            start(loops.get(i), i, finished);
        }
        if (interrupted) {
            interrupt();
        }
        var seconds = new SecondTaker(plan, this);
        long next = SECOND_NANOS;
        while (!awaitUntil(finished, start + next)) {
            observer.second(seconds.take(System.nanoTime() - start));
            next += SECOND_NANOS;
        }
        long elapsed = System.nanoTime() - start;
        observer.second(seconds.take(elapsed));
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("a sender failed", thrown);
        }
        return new EngineResult(
                startedAt,
                elapsed,
                interrupted,
                new Totals(this),
                answers(),
                positions(),
                seconds.sinceDue(),
                seconds.service());
    }

    long sum(ToLongFunction<LoopTallies> tally) {
        return loops.stream().map(SenderLoop::tallies).mapToLong(tally).sum();
    }

    List<LoopTallies> tallies() {
        return loops.stream().map(SenderLoop::tallies).toList();
    }

    /** How often each answer came so far, the commonest first. */
    List<AnswerCount> answers() {
        Map<String, Long> sum = new HashMap<>();
        tallies().forEach(tallies -> tallies.addAnswersTo(sum));
        return sum.entrySet().stream()
                .map(entry -> new AnswerCount(entry.getKey(), entry.getValue()))
                .sorted(
                        Comparator.comparingLong(AnswerCount::count)
                                .reversed()
                                .thenComparing(AnswerCount::answer))
                .toList();
    }

    private AcknowledgedPositions positions() {
        var all = new AcknowledgedPositions();
        tallies().forEach(tallies -> all.addAll(tallies.positions()));
        return all;
    }

    private void start(SenderLoop loop, int number, CountDownLatch finished) {
        Thread.ofPlatform()
                .name("load-sender-" + number)
                .start(() -> {
                    try {
                        loop.run();
                    } catch (RuntimeException | Error e) {
                        failure.compareAndSet(null, e);
                        interrupt();
                    } finally {
                        finished.countDown();
                    }
                });
    }

    /** True once all loops have ended, which may be before the instant. */
    private static boolean awaitUntil(CountDownLatch finished, long nanoTime)
            throws InterruptedException {
        while (true) {
            long wait = nanoTime - System.nanoTime();
            if (wait <= 0) {
                return finished.getCount() == 0;
            }
            if (finished.await(Math.min(wait, AWAIT_SLICE_NANOS), TimeUnit.NANOSECONDS)) {
                return true;
            }
        }
    }
}
