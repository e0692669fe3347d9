// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;

/**
 * The Kafka clusters that the operator works with: one connection for each, shared by all its
 * pipelines, closed when none has used it for a while.
 *
 * <p>For any number of threads.
 */
public final class KafkaClusters implements AutoCloseable {

    /** A client has two threads and a few megabytes. */
    static final int CLUSTERS_MAX = 50;

    /** Longer than the pause between two looks at a healthy pipeline. */
    static final Duration IDLE_MAX = Duration.ofMinutes(15);

    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    /** What came of using a cluster. */
    sealed interface Use<T> {

        /** It was used. */
        record Done<T>(T result) implements Use<T> {}

        /** There is no connection to spare. */
        record Refused<T>(ClusterTrouble trouble) implements Use<T> {}
    }

    private static final class Member {
        private final KafkaCluster cluster;
        private int users;
        private Instant lastUse;

        Member(KafkaCluster cluster, Instant lastUse) {
            this.cluster = cluster;
            this.lastUse = lastUse;
        }
    }

    private final InstantSource clock;
    private final Function<KafkaAccess, KafkaCluster> connecting;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<KafkaAccess, Member> members = new HashMap<>();

    /** None yet; each is connected to when first used. */
    public KafkaClusters(InstantSource clock) {
        this(clock, access -> new KafkaCluster(access, ANSWER_MAX, Admin::create));
    }

    KafkaClusters(InstantSource clock, Function<KafkaAccess, KafkaCluster> connecting) {
        this.clock = clock;
        this.connecting = connecting;
    }

    /** Works with a cluster; its connection stays open at least for so long. */
    <T> Use<T> use(KafkaAccess access, Function<KafkaCluster, T> work) {
        Optional<Member> member = taken(access);
        if (member.isEmpty()) {
            return new Use.Refused<>(
                    new ClusterTrouble.TooMany(access.bootstrapServers(), CLUSTERS_MAX));
        }
        try {
            return new Use.Done<>(work.apply(member.get().cluster));
        } finally {
            give(member.get());
        }
    }

    private Optional<Member> taken(KafkaAccess access) {
        lock.lock();
        try {
            dropIdle(access);
            Member member = members.get(access);
            if (member == null) {
                if (members.size() >= CLUSTERS_MAX && !dropOldest()) {
                    return Optional.empty();
                }
                member = new Member(connecting.apply(access), clock.instant());
                members.put(access, member);
            }
            member.users++;
            return Optional.of(member);
        } finally {
            lock.unlock();
        }
    }

    private void give(Member member) {
        lock.lock();
        try {
            member.users--;
            member.lastUse = clock.instant();
        } finally {
            lock.unlock();
        }
    }

    private void dropIdle(KafkaAccess wanted) {
        Instant since = clock.instant().minus(IDLE_MAX);
        members.entrySet()
                .removeIf(entry -> {
                    Member member = entry.getValue();
                    boolean idle = member.users == 0 && member.lastUse.isBefore(since);
                    if (!idle || entry.getKey().equals(wanted)) {
                        return false;
                    }
                    member.cluster.close();
                    return true;
                });
    }

    private boolean dropOldest() {
        Optional<Map.Entry<KafkaAccess, Member>> oldest =
                members.entrySet().stream()
                        .filter(entry -> entry.getValue().users == 0)
                        .min(Comparator.comparing(entry -> entry.getValue().lastUse));
        oldest.ifPresent(entry -> {
            members.remove(entry.getKey());
            entry.getValue().cluster.close();
        });
        return oldest.isPresent();
    }

    /** Number of connections that are kept. */
    public int size() {
        lock.lock();
        try {
            return members.size();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all connections at once. */
    @Override
    public void close() {
        lock.lock();
        try {
            members.values().forEach(member -> member.cluster.close());
            members.clear();
        } finally {
            lock.unlock();
        }
    }
}
