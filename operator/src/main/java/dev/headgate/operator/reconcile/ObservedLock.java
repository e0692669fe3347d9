// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A lock that tells when it was last tried, and tells a leadership when it was last renewed. */
final class ObservedLock implements Lock {

    private final Lock lock;
    private final Leadership leadership;
    private volatile long tried = System.nanoTime();
    private volatile boolean answered;

    ObservedLock(Lock lock, Leadership leadership) {
        this.lock = lock;
        this.leadership = leadership;
    }

    /** Whether the API server has ever said who holds it, or that nobody does. */
    boolean answered() {
        return answered;
    }

    /** Time since it was last asked for. */
    Duration sinceTry() {
        return Duration.ofNanos(System.nanoTime() - tried);
    }

    @Override
    public @Nullable LeaderElectionRecord get(KubernetesClient client) {
        tried = System.nanoTime();
        LeaderElectionRecord found = lock.get(client);
        answered = true;
        return found;
    }

    @Override
    public void create(KubernetesClient client, LeaderElectionRecord wanted) {
        long asked = System.nanoTime();
        lock.create(client, wanted);
        held(wanted, asked);
    }

    @Override
    public void update(KubernetesClient client, LeaderElectionRecord wanted) {
        long asked = System.nanoTime();
        lock.update(client, wanted.getHolderIdentity() == null ? givenBack(wanted) : wanted);
        held(wanted, asked);
    }

    /** A lease is patched: a holder that is left out would stay. */
    private static LeaderElectionRecord givenBack(LeaderElectionRecord wanted) {
        return new LeaderElectionRecord(
                "",
                wanted.getLeaseDuration(),
                wanted.getAcquireTime(),
                wanted.getRenewTime(),
                wanted.getLeaderTransitions());
    }

    private void held(LeaderElectionRecord written, long asked) {
        if (identity().equals(written.getHolderIdentity())) {
            leadership.renewed(asked);
        }
    }

    @Override
    public String identity() {
        return lock.identity();
    }

    @Override
    public String describe() {
        return lock.describe();
    }
}
