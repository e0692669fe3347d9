// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.baseline;

import dev.headgate.autoscaler.plant.Controller;
import dev.headgate.autoscaler.plant.PlantView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A plant in which just that happens that a test says: records arrive and are committed evenly in
 * all partitions, and replicas say that they settle and are busy, whatever else goes on.
 */
final class FakePlant implements PlantView {

    private static final int LONG_AGO = -40;

    final long[] end;
    final long[] start;
    final long[] committed;
    final List<FakeReplica> fleet = new ArrayList<>();

    /** Records of each partition in each second. */
    long arriving;

    /** Likewise. */
    long committing;

    /** Records that each replica says it settles in each second. */
    long settling;

    /** How busy each replica says it is. */
    double busy;

    /** From being asked for to being ready. */
    int startSeconds;

    boolean kafkaSilent;
    boolean telemetrySilent;
    private int second = -1;
    private int desired;
    private int numbers;

    /** With replicas that have been there for long. */
    FakePlant(int partitions, int replicas) {
        this.end = new long[partitions];
        this.start = new long[partitions];
        this.committed = new long[partitions];
        this.desired = replicas;
        for (int i = 0; i < replicas; i++) {
            fleet.add(new FakeReplica(numbers++, LONG_AGO));
        }
    }

    /** One replica; whoever is new takes no work before the next second. */
    static final class FakeReplica {

        private final int number;
        private final int joinsAt;
        long processed;
        private double busySeconds;

        FakeReplica(int number, int joinsAt) {
            this.number = number;
            this.joinsAt = joinsAt;
        }
    }

    /** Puts so many records in the first partition and none elsewhere. */
    FakePlant waiting(long records) {
        Arrays.fill(committed, 0);
        Arrays.fill(end, 0);
        end[0] = records;
        return this;
    }

    /** Lets seconds pass, obeying at each; nothing happens before second 0. */
    int run(Controller controller, int until) {
        while (second < until) {
            second++;
            if (second > 0) {
                pass();
            }
            scaleTo(controller.replicas(this));
        }
        return desired;
    }

    private void pass() {
        for (int p = 0; p < end.length; p++) {
            end[p] += arriving;
            committed[p] += committing;
        }
        for (FakeReplica each : fleet) {
            if (each.joinsAt < second) {
                each.processed += settling;
                each.busySeconds += busy;
            }
        }
    }

    private void scaleTo(int replicas) {
        desired = replicas;
        while (fleet.size() > replicas) {
            fleet.removeLast();
        }
        while (fleet.size() < replicas) {
            fleet.add(new FakeReplica(numbers++, second + startSeconds));
        }
    }

    /** One dies, and another is there at once in its place. */
    void crash() {
        fleet.removeFirst();
        fleet.add(new FakeReplica(numbers++, second));
    }

    @Override
    public int second() {
        return second;
    }

    @Override
    public int partitions() {
        return end.length;
    }

    @Override
    public int desired() {
        return desired;
    }

    @Override
    public int ready() {
        return (int) fleet.stream().filter(each -> each.joinsAt <= second).count();
    }

    @Override
    public int holding() {
        return ready();
    }

    @Override
    public boolean stable() {
        return true;
    }

    @Override
    public boolean kafkaAnswers() {
        return !kafkaSilent;
    }

    @Override
    public boolean telemetryAnswers() {
        return !telemetrySilent;
    }

    @Override
    public int topicLife() {
        return 0;
    }

    @Override
    public long endOffset(int partition) {
        return end[partition];
    }

    @Override
    public long startOffset(int partition) {
        return start[partition];
    }

    @Override
    public long committedOffset(int partition) {
        return committed[partition];
    }

    @Override
    public int owner(int partition) {
        return 0;
    }

    @Override
    public double oldestAge(int partition) {
        return Double.NaN;
    }

    @Override
    public List<Telemetry> replicas() {
        return telemetrySilent
                ? List.of()
                : fleet.stream()
                        .filter(each -> each.joinsAt <= second)
                        .map(each ->
                                new Telemetry(
                                        each.number,
                                        second - each.joinsAt,
                                        each.processed,
                                        each.busySeconds))
                        .toList();
    }
}
