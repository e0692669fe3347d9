// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import java.util.List;

/**
 * What a controller can know of a plant, as Kafka, Kubernetes and the replicas would tell it. Of
 * what it cannot know, such as how fast replicas are, it learns only by looking.
 */
public interface PlantView {

    /** Seconds since the begin. */
    int second();

    /** Partitions. */
    int partitions();

    /** Replicas that were asked for. */
    int desired();

    /** Replicas that are ready: they have started, whether they hold partitions or not. */
    int ready();

    /** Replicas that hold partitions, dead ones that the group does not miss yet among them. */
    int holding();

    /** Whether the group's members and their partitions are settled. */
    boolean stable();

    /**
     * Whether Kafka answers; if not, offsets, owners and what else the group knows are what it told
     * last.
     */
    boolean kafkaAnswers();

    /** Whether the replicas answer; if not, they are not listed. */
    boolean telemetryAnswers();

    /** Number of the topic's life: another one means that it was deleted and made again. */
    int topicLife();

    /** Offset behind the last record. */
    long endOffset(int partition);

    /** Offset of the first record that is still there. */
    long startOffset(int partition);

    /** Offset that was committed last, -1 if none. */
    long committedOffset(int partition);

    /** Replica that has the partition, -1 if none. */
    int owner(int partition);

    /**
     * How long the oldest record has waited that the partition's replica knows of, in seconds, 0 if
     * none waits; NaN if nobody knows: the replica is dead, does not answer, or does not have the
     * partition yet.
     */
    double oldestAge(int partition);

    /** What the replicas say of themselves. */
    List<Telemetry> replicas();

    /**
     * What one replica says of itself.
     *
     * @param replica its number, never given twice
     * @param uptimeSeconds since it joined
     * @param processed records since then
     * @param busySeconds time since then in which it had work, or waited for what is behind it
     */
    record Telemetry(int replica, double uptimeSeconds, long processed, double busySeconds) {}

    /** Records that are known to wait: behind what was committed, and not deleted. */
    default long lag(int partition) {
        return Math.max(
                0,
                endOffset(partition)
                        - Math.max(committedOffset(partition), startOffset(partition)));
    }

    /** The same of all partitions. */
    default long lag() {
        long sum = 0;
        for (int p = 0; p < partitions(); p++) {
            sum += lag(p);
        }
        return sum;
    }
}
