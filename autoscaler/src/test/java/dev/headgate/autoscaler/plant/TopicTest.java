// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.plant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicTest {

    private final Topic topic = new Topic(2);
    private final Offsets offsets = topic.offsets();

    @Test
    void countsArrivalsAtTheEndAndCommitsWhatIsSettled() {
        topic.arrive(0, 3, 10);
        topic.arrive(1, 3, 5);

        assertThat(topic.settle(0, 4)).isEqualTo(4);

        assertThat(offsets.end(0)).isEqualTo(10);
        assertThat(offsets.end(1)).isEqualTo(5);
        assertThat(topic.settled(0)).isEqualTo(4);
        assertThat(topic.records(0)).isEqualTo(6);
        assertThat(topic.records()).isEqualTo(11);
        assertThat(offsets.committed(0)).isZero();

        topic.commit(0);

        assertThat(offsets.committed(0)).isEqualTo(4);
        assertThat(offsets.committed(1)).isZero();
    }

    @Test
    void settlesNoMoreThanWaits() {
        topic.arrive(0, 3, 10);

        assertThat(topic.settle(0, 11)).isEqualTo(10);

        assertThat(topic.settled(0)).isEqualTo(10);
        assertThat(topic.records()).isZero();
    }

    @Test
    void knowsTheOldestRecordThatWaits() {
        topic.arrive(0, 3, 10);
        topic.arrive(0, 4, 10);

        assertThat(topic.oldest(0, 9)).isEqualTo(3);
        topic.settle(0, 10);
        assertThat(topic.oldest(0, 9)).isEqualTo(4);
        assertThat(topic.oldest(1, 9)).isEqualTo(9);
    }

    @Test
    void passesAMarkWhenAllBeforeItIsSettled() {
        topic.arrive(0, 0, 10);
        topic.mark(1);
        topic.arrive(0, 1, 10);
        topic.mark(2);
        assertThat(offsets.end(0)).isEqualTo(22);

        topic.settle(0, 9);
        topic.commit(0);
        assertThat(offsets.committed(0)).isEqualTo(9);

        topic.settle(0, 1);
        topic.commit(0);
        assertThat(offsets.committed(0)).isEqualTo(11);

        topic.settle(0, 10);
        topic.commit(0);
        assertThat(offsets.committed(0)).isEqualTo(22);
        assertThat(topic.records()).isZero();
    }

    @Test
    void passesMarksOfAPartitionInWhichNothingWaits() {
        topic.mark(1);
        topic.commit(1);

        assertThat(offsets.end(1)).isEqualTo(1);
        assertThat(offsets.committed(1)).isEqualTo(1);
    }

    @Test
    void beginsAnewWhenItIsMadeAgain() {
        topic.arrive(0, 0, 10);
        topic.mark(1);
        topic.settle(0, 4);
        topic.commit(0);

        topic.recreate();

        assertThat(offsets.life()).isEqualTo(1);
        assertThat(offsets.end(0)).isZero();
        assertThat(offsets.start(0)).isZero();
        assertThat(offsets.committed(0)).isEqualTo(Offsets.NONE);
        assertThat(topic.settled(0)).isZero();
        assertThat(topic.records()).isZero();

        topic.arrive(0, 2, 3);
        topic.settle(0, 3);
        topic.commit(0);

        assertThat(offsets.committed(0)).isEqualTo(3);
    }

    @Test
    void losesWhatWasCommittedAndNothingElse() {
        topic.arrive(0, 0, 10);
        topic.settle(0, 4);
        topic.commit(0);

        topic.loseOffsets();
        assertThat(offsets.committed(0)).isEqualTo(Offsets.NONE);
        assertThat(offsets.committed(1)).isEqualTo(Offsets.NONE);

        topic.commit(0);
        assertThat(offsets.committed(0)).isEqualTo(4);
    }

    @Test
    void deletesTheOldestOfWhatWaits() {
        topic.arrive(0, 0, 10);
        topic.arrive(0, 5, 10);
        topic.settle(0, 4);

        // 12 of the 16 that wait
        topic.retain(0.75);

        assertThat(topic.records()).isEqualTo(4);
        assertThat(topic.oldest(0, 9)).isEqualTo(5);
        assertThat(offsets.start(0)).isEqualTo(16);
        assertThat(offsets.end(0)).isEqualTo(20);
        assertThat(offsets.committed(0)).isZero();
        assertThat(topic.settled(0)).isEqualTo(16);
    }

    @Test
    void deletesMarksAmongWhatItDeletes() {
        topic.arrive(0, 0, 10);
        topic.mark(1);
        topic.arrive(0, 1, 10);

        topic.retain(0.5);

        assertThat(offsets.start(0)).isEqualTo(11);
    }

    @Test
    void aCopyOfOffsetsStaysAsItIs() {
        topic.arrive(0, 0, 10);
        Offsets copy = offsets.copy();

        topic.settle(0, 10);
        topic.commit(0);
        topic.recreate();

        assertThat(copy.end(0)).isEqualTo(10);
        assertThat(copy.committed(0)).isZero();
        assertThat(copy.life()).isZero();
    }
}
