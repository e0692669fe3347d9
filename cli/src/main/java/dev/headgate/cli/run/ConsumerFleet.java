// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.run;

import dev.headgate.consumer.ConsumerCounts;
import dev.headgate.consumer.ConsumerService;
import dev.headgate.consumer.DrainReport;
import io.helidon.config.Config;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The consumers of a run, as many as are wanted. They start and stop one after the other: two
 * threads that register Helidon meters at once, in different registries of one process, deadlock
 * (Helidon 4.5.0, MMeterRegistry.onMeterAdded).
 *
 * <p>For any number of threads.
 */
final class ConsumerFleet {

    /** Each has six connections to PostgreSQL, and the embedded one takes a hundred. */
    static final int CONSUMERS_MAX = 12;

    private final Config config;
    private final ReentrantLock changing = new ReentrantLock();

    /** Exchanged as a whole: what one that stops has landed counts once at any moment. */
    private volatile Standing standing = new Standing(List.of(), 0);

    private volatile boolean frozen;

    /**
     * Who is there.
     *
     * @param running in the order of their starts
     * @param earlierRows rows of those that have stopped
     */
    private record Standing(List<ConsumerService> running, long earlierRows) {

        Standing {
            running = List.copyOf(running);
        }

        Standing with(ConsumerService consumer) {
            var more = new ArrayList<ConsumerService>(running);
            more.add(consumer);
            return new Standing(more, earlierRows);
        }

        Standing without(ConsumerService consumer) {
            return new Standing(
                    running.stream().filter(each -> each != consumer).toList(),
                    earlierRows + consumer.counts().rows());
        }
    }

    private ConsumerFleet(Config config) {
        this.config = config;
    }

    /** Starts so many, 1 or more. */
    static ConsumerFleet start(Config config, int count) {
        var fleet = new ConsumerFleet(config);
        try {
            fleet.resize(count, Map.of());
            return fleet;
        } catch (RuntimeException e) {
            fleet.drain();
            throw e;
        }
    }

    /**
     * Has so many run, 1 or more, unless they are frozen meanwhile. The first one stays: it is
     * where dead letters are asked for.
     *
     * @param loads what each has to do, by its management port; who has the least goes first
     */
    void resize(int count, Map<URI, Double> loads) {
        changing.lock();
        try {
            while (!frozen && size() < count) {
                standing = standing.with(ConsumerService.start(config));
            }
            while (!frozen && size() > Math.max(1, count)) {
                stop(leastBusy(loads));
            }
        } finally {
            changing.unlock();
        }
    }

    private ConsumerService leastBusy(Map<URI, Double> loads) {
        return standing.running().stream()
                .skip(1)
                .min(Comparator.comparingDouble(each -> loads.getOrDefault(management(each), 0.0)))
                .orElseThrow();
    }

    private DrainReport stop(ConsumerService consumer) {
        DrainReport report = consumer.stop();
        standing = standing.without(consumer);
        return report;
    }

    /** From now on none starts, not even of a change under way, and none stops but to drain. */
    void freeze() {
        frozen = true;
    }

    int size() {
        return standing.running().size();
    }

    /** How many of them can work. */
    int ready() {
        return (int) standing.running().stream().filter(each -> each.problems().isEmpty()).count();
    }

    /** Where each tells of itself. */
    List<URI> management() {
        return standing.running().stream().map(ConsumerFleet::management).toList();
    }

    private static URI management(ConsumerService consumer) {
        return URI.create("http://127.0.0.1:" + consumer.managementPort());
    }

    /** What waits, and the rows of all that ever ran. */
    Landed landed() {
        Standing seen = standing;
        long rows = seen.earlierRows();
        long lag = 0;
        Duration oldest = Duration.ZERO;
        for (ConsumerService each : seen.running()) {
            ConsumerCounts counts = each.counts();
            rows += counts.rows();
            lag += counts.lagRecords();
            oldest = oldest.compareTo(counts.oldestAge()) < 0 ? counts.oldestAge() : oldest;
        }
        return new Landed(rows, lag, oldest);
    }

    /**
     * What became of events.
     *
     * @param rows that have landed
     * @param lagRecords that wait in Kafka
     * @param oldestAge of the oldest of them that a consumer holds
     */
    record Landed(long rows, long lagRecords, Duration oldestAge) {}

    /** Stops all, and settles what they have taken; a change under way ends first, where it is. */
    List<DrainReport> drain() {
        freeze();
        changing.lock();
        try {
            var reports = new ArrayList<DrainReport>();
            for (ConsumerService each : standing.running()) {
                reports.add(stop(each));
            }
            return reports;
        } finally {
            changing.unlock();
        }
    }
}
