// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.kafka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = SECONDS)
class DeadlineWatchTest {

    private static final SendOutcome STORED = new SendOutcome.Stored(0, 1);

    private final DeadlineWatch deadlines = DeadlineWatch.start();

    @AfterEach
    void stop() {
        deadlines.close();
    }

    @Test
    void wakesWhoWaitsInVainAndNotBeforeTheTime() throws Exception {
        var waits = new ArrayList<Future<Boolean>>();
        for (int n = 0; n < 200; n++) {
            waits.add(waiting(Duration.ofMillis(n), _ -> {}));
        }
        for (Future<Boolean> wait : waits) {
            assertThat(wait.get()).isFalse();
        }
    }

    @Test
    void doesNotKeepAnybodyWhoHasAnAnswer() throws Exception {
        var begun = new CompletableFuture<Publication>();
        Future<Boolean> wait = waiting(Duration.ofDays(1), begun::complete);

        begun.join().complete(0, STORED);

        assertThat(wait.get()).isTrue();
    }

    @Test
    void stillWakesWhoWaitsWhenItIsClosed() throws Exception {
        Future<Boolean> wait = waiting(Duration.ofMillis(200), _ -> deadlines.close());

        assertThat(wait.get()).isFalse();
    }

    @Test
    void wakesWhoWaitedAlreadyWhenItWasClosed() throws Exception {
        var begun = new CompletableFuture<Thread>();
        Future<Boolean> wait =
                waiting(Duration.ofSeconds(2), _ -> begun.complete(Thread.currentThread()));
        await().until(() -> begun.join().getState() == Thread.State.WAITING);

        deadlines.close();

        assertThat(wait.get()).isFalse();
    }

    @Test
    void whoBeginsToWaitAfterItsEndWaitsNoLongerThanHisTime() throws Exception {
        deadlines.close();
        await().until(deadlines::isClosed);

        assertThat(waiting(Duration.ofMillis(200), _ -> {}).get()).isFalse();
    }

    @Test
    void anInterruptEndsNoWaitAndIsNotForgotten() throws Exception {
        var begun = new CompletableFuture<Thread>();
        var wait =
                new FutureTask<List<Boolean>>(() -> {
                    var publication = new Publication(1, _ -> {});
                    begun.complete(Thread.currentThread());
                    boolean all = publication.await(after(Duration.ofMillis(200)), deadlines);
                    return List.of(all, Thread.interrupted());
                });
        Thread.startVirtualThread(wait);

        begun.join().interrupt();

        assertThat(wait.get()).containsExactly(false, true);
    }

    private Future<Boolean> waiting(Duration time, Consumer<Publication> whenBegun) {
        var wait =
                new FutureTask<Boolean>(() -> {
                    var publication = new Publication(1, _ -> {});
                    long deadline = after(time);
                    whenBegun.accept(publication);
                    boolean all = publication.await(deadline, deadlines);
                    assertThat(all || System.nanoTime() - deadline >= 0).isTrue();
                    return all;
                });
        Thread.startVirtualThread(wait);
        return wait;
    }

    private static long after(Duration time) {
        return System.nanoTime() + time.toNanos();
    }
}
