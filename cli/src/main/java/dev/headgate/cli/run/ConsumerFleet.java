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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The consumers of a run, as many as are wanted. They start and stop one after the other: two
 * threads that register Helidon meters at once, in different registries of one process, deadlock
 * (Helidon 4.5.0, MMeterRegistry.onMeterAdded).
 *
 * <p>For any number of threads.
 */
final class ConsumerFleet {

    private final Config config;
    private final ReentrantLock changing = new ReentrantLock();
    private final List<ConsumerService> running = new CopyOnWriteArrayList<>();

    /** Rows of those that have stopped. */
    private final AtomicLong earlierRows = new AtomicLong();

    private boolean draining;

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
     * Has so many run, 1 or more; does nothing once they drain. The first one stays: it is where
     * dead letters are asked for.
     *
     * @param loads what each has to do, by its management port; who has the least goes first
     */
    void resize(int count, Map<URI, Double> loads) {
        changing.lock();
        try {
            while (!draining && running.size() < count) {
                running.add(ConsumerService.start(config));
            }
            while (!draining && running.size() > Math.max(1, count)) {
                stop(leastBusy(loads));
            }
        } finally {
            changing.unlock();
        }
    }

    private ConsumerService leastBusy(Map<URI, Double> loads) {
        return running.stream()
                .skip(1)
                .min(Comparator.comparingDouble(each -> loads.getOrDefault(management(each), 0.0)))
                .orElseThrow();
    }

    private DrainReport stop(ConsumerService consumer) {
        DrainReport report = consumer.stop();
        earlierRows.addAndGet(consumer.counts().rows());
        running.remove(consumer);
        return report;
    }

    int size() {
        return running.size();
    }

    /** How many of them can work. */
    int ready() {
        return (int) running.stream().filter(each -> each.problems().isEmpty()).count();
    }

    /** Where each tells of itself. */
    List<URI> management() {
        return running.stream().map(ConsumerFleet::management).toList();
    }

    private static URI management(ConsumerService consumer) {
        return URI.create("http://127.0.0.1:" + consumer.managementPort());
    }

    /** What waits, and the rows of all that ever ran. */
    Landed landed() {
        long rows = earlierRows.get();
        long lag = 0;
        Duration oldest = Duration.ZERO;
        for (ConsumerService each : running) {
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

    /** Stops all, and settles what they have taken. */
    List<DrainReport> drain() {
        changing.lock();
        try {
            draining = true;
            var reports = new ArrayList<DrainReport>();
            for (ConsumerService each : List.copyOf(running)) {
                reports.add(stop(each));
            }
            return reports;
        } finally {
            changing.unlock();
        }
    }
}
