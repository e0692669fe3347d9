// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangeMemoryTest {

    private static final ScalerConstants CONSTANTS = ScalerConstants.TUNED;
    private static final double WAIT = CONSTANTS.downSeconds();
    private static final double KEEP = CONSTANTS.downSecondsMax();

    private ChangeMemory memory = ChangeMemory.NONE;

    @Test
    void knowsTheMostThatWasWantedLately() {
        memory = memory.wished(0, 7, KEEP).wished(10, 3, KEEP).wished(20, 5, KEEP);
        memory = memory.wished(30, 2, KEEP);

        assertThat(memory.highestWish(30, WAIT)).isEqualTo(7);
        assertThat(memory.highestWish(WAIT - 1, WAIT)).isEqualTo(7);
        assertThat(memory.highestWish(WAIT, WAIT)).isEqualTo(5);
        assertThat(memory.highestWish(WAIT + 20, WAIT)).isEqualTo(2);
        assertThat(memory.highestWish(WAIT + 30, WAIT)).isZero();
    }

    @Test
    void keepsOnlyWishesThatCanStillBeTheMost() {
        for (int i = 0; i < 1_000; i++) {
            memory = memory.wished(i, i % 5, KEEP);
        }

        assertThat(memory.wishes()).containsExactly(new ChangeMemory.Wish(999, 4));
        assertThat(memory.wished(1_000 + KEEP, 1, KEEP).wishes()).hasSize(1);
    }

    @Test
    void countsQuietFromTheFirstLookUntilSomethingChanges() {
        assertThat(memory.quietSeconds(50)).isZero();

        memory = memory.wished(100, 3, KEEP);
        assertThat(memory.quietSeconds(160)).isEqualTo(60);

        memory = memory.fallen(200);
        assertThat(memory.quietSeconds(260)).isEqualTo(60);
    }

    @Test
    void waitsLongerAfterAFallThatWasTakenBackUpToALimit() {
        memory = memory.fallen(1_000).risen(1_000 + WAIT, CONSTANTS);
        assertThat(memory.downSeconds(CONSTANTS)).isEqualTo(WAIT * CONSTANTS.downLonger());

        for (int i = 0; i < 20; i++) {
            memory = memory.fallen(2_000).risen(2_001, CONSTANTS);
        }
        assertThat(memory.downSeconds(CONSTANTS)).isEqualTo(CONSTANTS.downSecondsMax());
    }

    @Test
    void waitsNoLongerAfterARiseThatTakesNothingBack() {
        memory = memory.risen(1_000, CONSTANTS);
        assertThat(memory.downSeconds(CONSTANTS)).isEqualTo(WAIT);

        double late = 2_000 + CONSTANTS.takenBackShare() * WAIT;
        memory = memory.fallen(2_000).risen(late, CONSTANTS);
        assertThat(memory.downSeconds(CONSTANTS)).isEqualTo(WAIT);
    }

    @Test
    void waitsLessAgainStepByStepAfterFallsThatLast() {
        memory = memory.fallen(1_000).risen(1_010, CONSTANTS).fallen(5_000);
        double longer = memory.downSeconds(CONSTANTS);
        double calm = 5_000 + CONSTANTS.calmFactor() * longer;

        assertThat(memory.calmed(calm, CONSTANTS).downSeconds(CONSTANTS)).isEqualTo(longer);
        memory = memory.calmed(calm + 1, CONSTANTS);
        double shorter = Math.max(WAIT, longer * CONSTANTS.downShorter());
        assertThat(memory.downSeconds(CONSTANTS)).isEqualTo(shorter);
        assertThat(memory.calmed(calm + 2, CONSTANTS).downSeconds(CONSTANTS)).isEqualTo(shorter);
    }

    @Test
    void isAsPatientAsBeforeWhileNothingFalls() {
        memory = memory.fallen(1_000).risen(1_010, CONSTANTS);

        assertThat(memory.calmed(1e6, CONSTANTS)).isEqualTo(memory);
    }
}
