// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tail;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Whether Kafka is there, and whether anybody still asks it. The consumer never says that Kafka is
 * away: it goes on polling for nothing; but it counts its connections.
 */
final class Connectivity {

    private static final int LOOKS_UNTIL_LOST = 3;

    private volatile int looksWithout;
    private volatile boolean lost;
    private volatile boolean foundOnce;
    private volatile long polledAt = System.nanoTime();

    private final Duration unaskedMax;

    /** Somebody who has not asked for so long never will again. */
    Connectivity(Duration unaskedMax) {
        this.unaskedMax = unaskedMax;
    }

    /** Looks at the consumer's connections; each second or so. */
    void look(Consumer<?, ?> consumer) {
        int looks = connections(consumer.metrics()) > 0 ? 0 : looksWithout + 1;
        looksWithout = looks;
        lost = looks >= LOOKS_UNTIL_LOST;
    }

    /** The consumer has found Kafka and its topics. */
    void found() {
        looksWithout = 0;
        lost = false;
        foundOnce = true;
        polled();
    }

    /** Whether Kafka and the topics were found at any time. */
    boolean foundOnce() {
        return foundOnce;
    }

    /** Somebody asks Kafka for records, or is about to. */
    void polled() {
        polledAt = System.nanoTime();
    }

    /** Nobody asks any more: the connector's own thread may have died without a word. */
    boolean unasked() {
        return System.nanoTime() - polledAt > unaskedMax.toNanos();
    }

    /** There is no consumer. */
    void ended() {
        lost = true;
    }

    /** No connection for some looks: a broker that restarts quickly is not worth a word. */
    boolean lost() {
        return lost;
    }

    private static double connections(Map<MetricName, ? extends Metric> metrics) {
        return metrics.entrySet().stream()
                .filter(metric ->
                        metric.getKey().group().equals("consumer-metrics")
                                && metric.getKey().name().equals("connection-count"))
                .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                .sum();
    }
}
