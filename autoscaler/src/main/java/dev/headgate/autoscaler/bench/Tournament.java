// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Lets all contestants run through all trials of all seeds, several at a time. What comes of it
 * does not depend on how many threads there are, or on which of them is first.
 */
public final class Tournament {

    private final List<Contestant> contestants;
    private final int threads;
    private final Consumer<String> progress;

    /**
     * A tournament.
     *
     * @param threads that run, 1 or more
     * @param progress is told, by the caller's thread, of each contestant that is through a seed
     */
    public Tournament(List<Contestant> contestants, int threads, Consumer<String> progress) {
        this.contestants = List.copyOf(contestants);
        this.threads = threads;
        this.progress = progress;
    }

    /** Runs; blocks until all is done. */
    Results run(TrialSet set, List<Long> seeds) throws InterruptedException {
        var attempts = new ArrayList<Attempt>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            var running = new ArrayList<Future<Attempt>>();
            for (long seed : seeds) {
                for (Contestant each : contestants) {
                    running.add(pool.submit(() -> Attempt.of(each, set, seed)));
                }
            }
            try {
                for (Future<Attempt> each : running) {
                    Attempt attempt = each.get();
                    attempts.add(attempt);
                    progress.accept(sentence(set, attempt, attempts.size(), running.size()));
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("a contestant failed in " + set.name(), e);
            } finally {
                // Nothing is left unless one has failed or the caller is interrupted.
                pool.shutdownNow();
            }
        }
        return new Results(attempts);
    }

    private static String sentence(TrialSet set, Attempt attempt, int done, int all) {
        Totals totals = attempt.totals();
        return "%s, %d of %d: %s, seed %d: %s violation minutes, %s replica-hours"
                .formatted(
                        set.name(),
                        done,
                        all,
                        attempt.contestant().name(),
                        attempt.seed(),
                        Figures.number(totals.violationMinutes()),
                        Figures.number(totals.replicaHours()));
    }
}
