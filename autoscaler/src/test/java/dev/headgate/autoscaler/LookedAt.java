// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import dev.headgate.autoscaler.Observation.KafkaSight;
import dev.headgate.autoscaler.Observation.PartitionSight;
import dev.headgate.autoscaler.Observation.ReplicaSight;
import dev.headgate.autoscaler.Observation.Sidework;
import dev.headgate.autoscaler.Observation.WorkloadSight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline as it is looked at: what comes in is settled at once unless something waits, consumers
 * settle 1,000 records in each second that they are busy.
 */
final class LookedAt {

    static final double RATE = 1_000;
    static final String TOPIC = "orders";

    final long[] ends;
    final long[] committed;
    final double[] ages;
    double at = 1_000;
    int desired;
    int ready;
    int writers = 1;
    boolean stable = true;
    boolean rollingOut;
    boolean kafkaAnswers = true;
    boolean telemetryAnswers = true;
    String topicId = "a";
    Sidework sidework = Sidework.NONE;
    private final List<Totals> replicas = new ArrayList<>();

    /** What a consumer has done. */
    private static final class Totals {
        private double uptime = 100;
        private double processed;
        private double busy;
    }

    LookedAt(int partitions, int replicas) {
        this.ends = new long[partitions];
        this.committed = new long[partitions];
        this.ages = new double[partitions];
        this.desired = replicas;
        this.ready = replicas;
    }

    /** Time goes by, so many records a second come into each partition, and all are settled. */
    LookedAt passes(double seconds, double... recordsPerSecond) {
        arrives(seconds, recordsPerSecond);
        System.arraycopy(ends, 0, committed, 0, ends.length);
        return this;
    }

    /** The same, but nothing is committed. */
    LookedAt arrives(double seconds, double... recordsPerSecond) {
        double sum = 0;
        for (int p = 0; p < ends.length; p++) {
            double rate = recordsPerSecond[p % recordsPerSecond.length];
            ends[p] += Math.round(rate * seconds);
            sum += rate;
        }
        works(seconds, Math.min(sum, ready * RATE));
        return this;
    }

    private void works(double seconds, double recordsPerSecond) {
        while (replicas.size() < ready) {
            replicas.add(new Totals());
        }
        while (replicas.size() > ready) {
            replicas.removeLast();
        }
        at += seconds;
        for (Totals each : replicas) {
            each.uptime += seconds;
            each.processed += recordsPerSecond * seconds / ready;
            each.busy += recordsPerSecond * seconds / ready / RATE;
        }
    }

    /** As many as there are asked for are there. */
    LookedAt scaled(int count) {
        desired = count;
        ready = count;
        return this;
    }

    /** The oldest record of each partition is so old. */
    LookedAt aged(double seconds) {
        Arrays.fill(ages, seconds);
        return this;
    }

    Observation seen() {
        return seen(partitions());
    }

    /** The same with the partitions in another order, and numbered otherwise. */
    Observation seenRenumbered(long seed) {
        List<Integer> numbers = new ArrayList<>();
        for (int p = 0; p < ends.length; p++) {
            numbers.add(p);
        }
        shuffle(numbers, new SplittableRandom(seed));
        List<PartitionSight> renumbered = new ArrayList<>();
        for (int p = 0; p < ends.length; p++) {
            renumbered.add(partition(p, numbers.get(p)));
        }
        Collections.reverse(renumbered);
        return seen(renumbered);
    }

    private static void shuffle(List<Integer> numbers, SplittableRandom random) {
        for (int i = numbers.size() - 1; i > 0; i--) {
            Collections.swap(numbers, i, random.nextInt(i + 1));
        }
    }

    private Observation seen(List<PartitionSight> partitions) {
        List<ReplicaSight> told = new ArrayList<>();
        for (int r = 0; telemetryAnswers && r < replicas.size(); r++) {
            Totals each = replicas.get(r);
            told.add(
                    new ReplicaSight(
                            "consumer-" + r,
                            each.uptime,
                            Math.round(each.processed),
                            each.busy,
                            writers));
        }
        @Nullable KafkaSight kafka = kafkaAnswers ? new KafkaSight(partitions, stable) : null;
        return new Observation(
                at, kafka, told, new WorkloadSight(desired, ready, rollingOut), sidework);
    }

    private List<PartitionSight> partitions() {
        List<PartitionSight> all = new ArrayList<>();
        for (int p = 0; p < ends.length; p++) {
            all.add(partition(p, p));
        }
        return all;
    }

    private PartitionSight partition(int p, int number) {
        return new PartitionSight(
                new PartitionKey(TOPIC, number),
                topicId,
                ends[p],
                0,
                committed[p],
                ready == 0 ? null : "consumer-" + p % ready,
                telemetryAnswers ? ages[p] : Double.NaN);
    }
}
