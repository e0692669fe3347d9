// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.loadtest.outcome.AcknowledgedPositions;
import dev.headgate.loadtest.outcome.AcknowledgedPositions.TopicPartition;
import dev.headgate.loadtest.verify.Settlement.Behind;
import dev.headgate.loadtest.verify.Settlement.Settled;
import dev.headgate.loadtest.verify.Settlement.Unsettled;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The wait ends when every acknowledged place is settled, or when patience does. */
@Timeout(20)
class SettlementWaitTest {

    private static final TopicPartition FIRST = new TopicPartition("orders", 0);
    private static final TopicPartition SECOND = new TopicPartition("orders", 1);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(1);

    private final AcknowledgedPositions positions = new AcknowledgedPositions();
    private final FakeWatermarks watermarks = new FakeWatermarks();
    private final List<Unsettled> progress = new ArrayList<>();

    @BeforeEach
    void acknowledge() {
        positions.acknowledged("orders", 0, 9);
        positions.acknowledged("orders", 1, 4);
        positions.acknowledged("orders", 1, 3);
    }

    @Test
    void endsAtOnceWhenNothingIsLeft() throws InterruptedException {
        watermarks.say(Map.of(FIRST, 10L, SECOND, 5L));

        assertThat(await(LONG)).isEqualTo(new Settled());
        assertThat(progress).isEmpty();
        assertThat(watermarks.closed).isTrue();
    }

    @Test
    void endsAtOnceWhenNothingWasAcknowledged() throws InterruptedException {
        watermarks.say(Map.of());

        assertThat(
                        new SettlementWait(watermarks, LONG, POLL)
                                .await(new AcknowledgedPositions(), progress::add))
                .isEqualTo(new Settled());
    }

    @Test
    void waitsUntilTheLastAcknowledgedRecordItselfIsSettled() throws InterruptedException {
        watermarks.say(Map.of(FIRST, 4L));
        watermarks.say(Map.of(FIRST, 9L, SECOND, 5L));
        watermarks.say(Map.of(FIRST, 10L, SECOND, 5L));

        assertThat(await(LONG)).isEqualTo(new Settled());
        assertThat(progress)
                .containsExactly(
                        new Unsettled(
                                List.of(new Behind(FIRST, 4, 9), new Behind(SECOND, 0, 4)), null),
                        new Unsettled(List.of(new Behind(FIRST, 9, 9)), null));
        assertThat(progress).extracting(Unsettled::records).containsExactly(11L, 1L);
    }

    @Test
    void namesWhatIsLeftWhenPatienceEnds() throws InterruptedException {
        watermarks.say(Map.of(FIRST, 10L, SECOND, 2L));

        assertThat(await(Duration.ofMillis(20)))
                .isEqualTo(new Unsettled(List.of(new Behind(SECOND, 2, 4)), null));
    }

    @Test
    void keepsWhatItKnewWhileTheDatabaseIsAway() throws InterruptedException {
        watermarks.say(Map.of(FIRST, 8L, SECOND, 5L));
        watermarks.away();
        watermarks.say(Map.of(FIRST, 10L, SECOND, 5L));

        assertThat(await(LONG)).isEqualTo(new Settled());
        assertThat(progress)
                .containsExactly(
                        new Unsettled(List.of(new Behind(FIRST, 8, 9)), null),
                        new Unsettled(List.of(new Behind(FIRST, 8, 9)), "it is away"));
    }

    @Test
    void saysThatTheDatabaseIsAwayWhenPatienceEnds() throws InterruptedException {
        watermarks.away();

        assertThat(await(Duration.ZERO))
                .isEqualTo(
                        new Unsettled(
                                List.of(new Behind(FIRST, 0, 9), new Behind(SECOND, 0, 4)),
                                "it is away"));
    }

    private Settlement await(Duration patience) throws InterruptedException {
        return new SettlementWait(watermarks, patience, POLL).await(positions, progress::add);
    }

    /**
     * Watermarks that say what they were told to, one after the other; the last again and again.
     */
    private static final class FakeWatermarks implements SettlementWait.Watermarks {

        private final Queue<Optional<Map<TopicPartition, Long>>> script = new ArrayDeque<>();
        private Optional<Map<TopicPartition, Long>> last = Optional.empty();
        private boolean closed;

        void say(Map<TopicPartition, Long> next) {
            script.add(Optional.of(next));
        }

        void away() {
            script.add(Optional.empty());
        }

        @Override
        public Optional<Map<TopicPartition, Long>> nextOffsets() {
            Optional<Map<TopicPartition, Long>> next = script.poll();
            last = next == null ? last : next;
            return last;
        }

        @Override
        public Optional<String> trouble() {
            return last.isEmpty() ? Optional.of("it is away") : Optional.empty();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
