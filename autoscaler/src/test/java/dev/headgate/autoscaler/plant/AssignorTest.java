// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import static dev.headgate.autoscaler.plant.Assignor.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AssignorTest {

    private static final double[] ALIKE = {1, 1, 1, 1, 1};

    private static int[] members(int... numbers) {
        return numbers;
    }

    private static int[] owners(int... numbers) {
        return numbers;
    }

    @Test
    void uniformDealsEvenlyWhatNobodyHas() {
        int[] next =
                Assignor.Uniform.assign(
                        owners(NOBODY, NOBODY, NOBODY, NOBODY, NOBODY), members(7, 8), ALIKE);

        assertThat(next).containsExactly(7, 7, 7, 8, 8);
    }

    @Test
    void uniformMovesToANewMemberOnlyWhatItMust() {
        int[] next = Assignor.Uniform.assign(owners(7, 7, 7, 8, 8), members(7, 8, 9), ALIKE);

        // Two, two and one
        assertThat(next).containsExactly(7, 7, 9, 8, 8);
    }

    @Test
    void uniformMovesOnlyWhatAMemberLeaves() {
        int[] next = Assignor.Uniform.assign(owners(7, 7, 9, 8, 8), members(8, 9), ALIKE);

        // Whoever has most, 8 has two, gets the odd one
        assertThat(next).containsExactly(8, 9, 9, 8, 8);
    }

    @Test
    void uniformLeavesMembersWithoutPartitionsIfThereAreTooFew() {
        int[] next = Assignor.Uniform.assign(owners(8, 9), members(7, 8, 9), new double[] {1, 1});

        assertThat(next).containsExactly(8, 9);
    }

    @Test
    void uniformDoesNotLookAtLoads() {
        int[] next =
                Assignor.Uniform.assign(
                        owners(7, 7, 8, 8), members(7, 8), new double[] {100, 100, 1, 1});

        assertThat(next).containsExactly(7, 7, 8, 8);
    }

    @Test
    void rangeDealsNeighboursTogetherAndTheOddOnesToTheFirst() {
        int[] next = Assignor.Range.assign(new int[10], members(7, 8, 9, 10), new double[10]);

        assertThat(next).containsExactly(7, 7, 7, 8, 8, 8, 9, 9, 10, 10);
    }

    @Test
    void rangeMovesWhatNeedNotMove() {
        int[] next = Assignor.Range.assign(owners(7, 7, 8, 8, 9), members(8, 9), ALIKE);

        assertThat(next).containsExactly(8, 8, 8, 9, 9);
    }

    @Test
    void loadAwareGivesTheHeaviestToWhoeverHasLeast() {
        int[] next =
                Assignor.LoadAware.assign(
                        owners(NOBODY, NOBODY, NOBODY, NOBODY, NOBODY),
                        members(7, 8),
                        new double[] {4, 8, 6, 5, 7});

        // 8 to 7, 7 to 8, 6 to 8, 5 to 7: thirteen each, two each; 4 to the first
        assertThat(next).containsExactly(7, 7, 8, 7, 8);
    }

    @Test
    void loadAwareLeavesAPartitionWhereItIsAsGood() {
        int[] next =
                Assignor.LoadAware.assign(
                        owners(8, 7, 8, 7, 8), members(7, 8), new double[] {4, 8, 6, 5, 7});

        assertThat(next).containsExactly(8, 7, 8, 7, 8);
    }

    @Test
    void loadAwareDealsEvenlyWhileNothingArrives() {
        int[] next =
                Assignor.LoadAware.assign(
                        owners(NOBODY, NOBODY, NOBODY, NOBODY), members(7, 8), new double[4]);

        assertThat(next).containsExactly(7, 8, 7, 8);
    }
}
