// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import static dev.headgate.autoscaler.plant.Assignor.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.autoscaler.plant.Rebalance.Protocol;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Four partitions with ten records each; 0 and 1 have two each; moves take 2 s. */
class GroupTest {

    private static final double[] LOADS = {1, 1, 1, 1};

    private final Topic topic = new Topic(4);
    private final List<Replica> replicas =
            IntStream.range(0, 4).mapToObj(number -> new Replica(number, 0)).toList();

    private Group group(Protocol protocol) {
        IntStream.range(0, 4).forEach(p -> topic.arrive(p, 0, 10));
        var group = new Group(Plants.SETTINGS.withRebalance(new Rebalance(protocol, 2, 5)), topic);
        group.begin(members(0, 1), LOADS);
        return group;
    }

    private List<Replica> members(int... numbers) {
        return IntStream.of(numbers).mapToObj(replicas::get).toList();
    }

    private static int[] owners(Group group) {
        return group.deal().owners();
    }

    private static int[] paused(Group group, int second) {
        return IntStream.range(0, 4).filter(p -> group.isPaused(p, second)).toArray();
    }

    private static int[] served(Group group, int second) {
        return IntStream.range(0, 4).filter(p -> group.isServed(p, second)).toArray();
    }

    @Test
    void beginsWithPartitionsThatAreServedAtOnce() {
        Group group = group(Protocol.Eager);

        assertThat(owners(group)).containsExactly(0, 0, 1, 1);
        assertThat(replicas.get(1).partitions()).containsExactly(2, 3);
        assertThat(served(group, 0)).containsExactly(0, 1, 2, 3);
        assertThat(group.deal().holders()).isEqualTo(2);
        assertThat(group.deal().isStable(0)).isTrue();
        assertThat(group.moves()).isZero();
    }

    @Test
    void onlyWhatMovesStandsStill() {
        Group group = group(Protocol.Incremental);

        group.look(members(0, 1, 2), 10, LOADS);

        assertThat(owners(group)).containsExactly(0, 0, 1, 2);
        assertThat(replicas.get(1).partitions()).containsExactly(2);
        assertThat(replicas.get(2).partitions()).containsExactly(3);
        assertThat(paused(group, 10)).containsExactly(3);
        assertThat(paused(group, 11)).containsExactly(3);
        assertThat(served(group, 11)).containsExactly(0, 1, 2);
        assertThat(group.deal().isStable(11)).isFalse();
        assertThat(served(group, 12)).containsExactly(0, 1, 2, 3);
        assertThat(group.deal().isStable(12)).isTrue();
        assertThat(group.moves()).isEqualTo(1);
        assertThat(group.movedRecords()).isEqualTo(10);
    }

    @Test
    void allStandsStillWithTheEagerProtocol() {
        Group group = group(Protocol.Eager);

        group.look(members(0, 1, 2), 10, LOADS);

        assertThat(owners(group)).containsExactly(0, 0, 1, 2);
        assertThat(paused(group, 11)).containsExactly(0, 1, 2, 3);
        assertThat(paused(group, 12)).isEmpty();
        assertThat(group.moves()).isEqualTo(1);
    }

    @Test
    void nothingHappensWhileMembersAreTheSame() {
        Group group = group(Protocol.Eager);

        group.look(members(0, 1), 10, LOADS);

        assertThat(paused(group, 10)).isEmpty();
        assertThat(group.deal().isStable(10)).isTrue();
    }

    @Test
    void aMemberThatFindsNoPartitionMovesNone() {
        Group group = group(Protocol.Incremental);
        group.look(members(0, 1, 2, 3), 10, LOADS);
        replicas.get(3).hold();

        group.look(
                List.of(
                        replicas.get(0),
                        replicas.get(1),
                        replicas.get(2),
                        replicas.get(3),
                        new Replica(9, 0)),
                20,
                LOADS);

        assertThat(paused(group, 20)).isEmpty();
        assertThat(group.deal().isStable(20)).isFalse();
        assertThat(group.deal().holders()).isEqualTo(4);
    }

    @Test
    void whoeverGivesAPartitionAwayCommitsIt() {
        Group group = group(Protocol.Incremental);
        IntStream.range(0, 4).forEach(p -> topic.settle(p, 4));

        group.look(members(0, 1, 2), 10, LOADS);

        assertThat(topic.offsets().committed(3)).isEqualTo(4);
        assertThat(topic.offsets().committed(2)).isZero();
        assertThat(group.movedRecords()).isEqualTo(6);
    }

    @Test
    void whoeverLeavesCommitsBeforeItDoes() {
        Group group = group(Protocol.Incremental);
        IntStream.range(0, 4).forEach(p -> topic.settle(p, 4));

        group.look(members(0), 10, LOADS);

        assertThat(owners(group)).containsExactly(0, 0, 0, 0);
        assertThat(topic.offsets().committed(2)).isEqualTo(4);
        assertThat(topic.offsets().committed(0)).isZero();
    }

    @Test
    void allCommitWithTheEagerProtocol() {
        Group group = group(Protocol.Eager);
        IntStream.range(0, 4).forEach(p -> topic.settle(p, 4));

        group.look(members(0, 1, 2), 10, LOADS);

        assertThat(IntStream.range(0, 4).mapToLong(topic.offsets()::committed)).containsOnly(4L);
    }

    @Test
    void aDeadMemberKeepsItsPartitionsUntilItIsMissed() {
        Group group = group(Protocol.Incremental);
        IntStream.range(0, 4).forEach(p -> topic.settle(p, 4));
        replicas.get(1).die(15);

        group.look(members(0, 1, 2), 12, LOADS);

        assertThat(owners(group)).containsExactly(0, 0, 1, 1);
        assertThat(served(group, 14)).containsExactly(0, 1);
        assertThat(group.deal().isStable(14)).isFalse();
        assertThat(group.moves()).isZero();

        group.look(members(0, 2), 15, LOADS);

        assertThat(owners(group)).containsExactly(0, 0, 2, 2);
        assertThat(served(group, 16)).containsExactly(0, 1);
        assertThat(served(group, 17)).containsExactly(0, 1, 2, 3);
        assertThat(topic.offsets().committed(3)).isZero();
    }

    @Test
    void allWaitForADeadMemberWithTheEagerProtocol() {
        Group group = group(Protocol.Eager);
        replicas.get(1).die(30);

        group.look(members(0, 1, 2), 12, LOADS);

        assertThat(owners(group)).containsExactly(0, 0, 1, 1);
        assertThat(paused(group, 29)).containsExactly(0, 1, 2, 3);
        assertThat(group.deal().isStable(29)).isFalse();
        assertThat(group.moves()).isZero();

        group.look(members(0, 2), 30, LOADS);

        assertThat(owners(group)).containsExactly(0, 0, 2, 2);
        assertThat(paused(group, 31)).containsExactly(0, 1, 2, 3);
        assertThat(paused(group, 32)).isEmpty();
        assertThat(group.moves()).isEqualTo(2);
    }

    @Test
    void whatNobodyHasNeitherMovesNorIsServed() {
        Group group = group(Protocol.Incremental);

        group.look(List.of(), 10, LOADS);

        assertThat(owners(group)).containsOnly(NOBODY);
        assertThat(paused(group, 10)).isEmpty();
        assertThat(served(group, 12)).isEmpty();
        assertThat(group.deal().holders()).isZero();
        assertThat(group.moves()).isZero();
    }

    @Test
    void whoeverComesFirstTakesAll() {
        Group group = group(Protocol.Incremental);
        group.look(List.of(), 10, LOADS);

        group.look(members(3), 20, LOADS);

        assertThat(owners(group)).containsOnly(3);
        assertThat(paused(group, 21)).hasSize(4);
        assertThat(served(group, 22)).hasSize(4);
        assertThat(group.moves()).isEqualTo(4);
    }
}
