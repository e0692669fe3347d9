// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import dev.headgate.operator.setting.LeaderElectionSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica's part in the election of the one that acts, running from {@link #start} to {@link
 * #close}, which gives the lease back.
 *
 * <p>The framework has an election of its own. This one knows when the lease was last renewed, so
 * that {@link Leadership} can end by the clock, and gives the lease back, so that the next replica
 * need not wait for its end; and losing it does not call {@code System.exit}, which in a hook that
 * stops the framework never returns.
 */
public final class LeaseElection implements AutoCloseable {

    /** What the winner and the loser have to do; both return at once. */
    public record Outcome(Runnable won, Runnable lost) {}

    private static final Logger LOGGER = LoggerFactory.getLogger(LeaseElection.class);

    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration RENEW_WITHIN = Duration.ofSeconds(10);
    private static final Duration TRY_EVERY = Duration.ofSeconds(2);
    private static final Duration REQUEST = Duration.ofSeconds(4);

    /** Tries come every two to five seconds, and each has two requests. */
    private static final Duration SILENT_MAX = Duration.ofSeconds(60);

    private final Leadership leadership = new Leadership(System::nanoTime, RENEW_WITHIN);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("election").factory());
    private final Outcome outcome;
    private final ObservedLock lock;
    private final LeaderElector elector;
    private final CompletableFuture<?> running;

    private LeaseElection(
            KubernetesClient client, LeaderElectionSettings settings, Outcome outcome) {
        this.outcome = outcome;
        this.lock =
                new ObservedLock(
                        new LeaseLock(
                                settings.leaseNamespace(),
                                settings.leaseName(),
                                settings.identity()),
                        leadership);
        this.elector =
                new LeaderElector(
                        impatient(client),
                        new LeaderElectionConfig(
                                lock,
                                LEASE,
                                RENEW_WITHIN,
                                TRY_EVERY,
                                new LeaderCallbacks(this::won, this::ended, LeaseElection::holder),
                                true,
                                settings.leaseName()),
                        thread);
        this.running = elector.start();
    }

    /** Takes part from now on. The client stays the caller's. */
    public static LeaseElection start(
            KubernetesClient client, LeaderElectionSettings settings, Outcome outcome) {
        return new LeaseElection(client, settings, outcome);
    }

    /** A request that is repeated for minutes would outlive the lease that it is to renew. */
    private static KubernetesClient impatient(KubernetesClient client) {
        return client.newClient(
                        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                                .withRequestTimeout(Math.toIntExact(REQUEST.toMillis()))
                                .withRequestRetryBackoffLimit(0)
                                .build())
                .adapt(KubernetesClient.class);
    }

    /** Whether this replica may act. */
    public Leadership leadership() {
        return leadership;
    }

    /** Whether the lease was seen, whoever holds it. */
    public boolean hasSeenLease() {
        return lock.answered();
    }

    /** Whether it goes on trying. */
    public boolean isAlive() {
        return lock.sinceTry().compareTo(SILENT_MAX) < 0;
    }

    private void won() {
        LOGGER.atInfo().addKeyValue("lease", lock.describe()).log("this replica leads");
        outcome.won().run();
    }

    private void ended() {
        leadership.ended();
        if (!closed.get()) {
            LOGGER.atError().addKeyValue("lease", lock.describe()).log("the lease is lost");
            outcome.lost().run();
        }
    }

    private static void holder(String identity) {
        LOGGER.atInfo().addKeyValue("holder", identity).log("the lease has a new holder");
    }

    /** Leaves, and gives the lease back if this replica has it. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            leadership.ended();
            running.cancel(true);
            // A renewal that was under way has ended now, and may have come after the first.
            leadership.ended();
            thread.shutdownNow();
        }
    }
}
