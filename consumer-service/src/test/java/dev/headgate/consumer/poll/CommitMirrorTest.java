// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told to Kafka, and when it counts as told. */
class CommitMirrorTest {

    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final long PERIOD_NS = Duration.ofMillis(500).toNanos();

    private final Committing kafka = new Committing();
    private int failures;
    private long nowNs;
    private final CommitMirror mirror =
            new CommitMirror(() -> kafka, () -> failures++, () -> nowNs);

    @Test
    void namesAtTheEndWhatKafkaHasNotAcknowledged() {
        tick(450);

        assertThat(mirror.flush(at(450), TIMEOUT)).isTrue();

        assertThat(kafka.synchronous).containsExactly(450L);
    }

    @Test
    void namesAtTheEndWhatKafkaDidNotTake() {
        tick(450);
        kafka.answer(new DisconnectException());

        assertThat(mirror.flush(at(450), TIMEOUT)).isTrue();

        assertThat(kafka.synchronous).containsExactly(450L);
        assertThat(failures).isOne();
    }

    @Test
    void saysNothingTwice() {
        tick(450);
        kafka.answer(null);
        tick(450);

        assertThat(mirror.flush(at(450), TIMEOUT)).isTrue();

        assertThat(kafka.asynchronous).containsExactly(450L);
        assertThat(kafka.synchronous).isEmpty();
    }

    @Test
    void hasOneCommitInFlightAtATime() {
        tick(450);
        tick(500);
        assertThat(kafka.asynchronous).containsExactly(450L);

        kafka.answer(null);
        tick(500);

        assertThat(kafka.asynchronous).containsExactly(450L, 500L);
    }

    @Test
    void namesAgainWhatItWasToldToForgetWhileThatWasInFlight() {
        tick(450);
        mirror.forget(List.of(ORDERS));
        kafka.answer(null);
        tick(450);

        assertThat(kafka.asynchronous).containsExactly(450L, 450L);
    }

    @Test
    void triesAgainAtTheEndWhatTheGroupRefusedForItsEpoch() {
        kafka.refusals.add(new CommitFailedException("stale member epoch"));

        assertThat(mirror.flush(at(450), TIMEOUT)).isTrue();

        assertThat(kafka.synchronous).containsExactly(450L);
        assertThat(failures).isOne();
    }

    @Test
    void saysSoWhenKafkaTakesNothing() {
        kafka.refusals.add(new KafkaException("no"));

        assertThat(mirror.flush(at(450), TIMEOUT)).isFalse();
        assertThat(mirror.flush(at(450), Duration.ZERO)).isTrue();
    }

    @Test
    void givesUpWhenItsTimeIsOver() {
        kafka.refusals.add(new CommitFailedException("stale member epoch"));

        assertThat(mirror.flush(at(450), Duration.ZERO)).isFalse();
    }

    private void tick(long next) {
        nowNs += PERIOD_NS;
        mirror.tick(at(next));
    }

    private static List<Progress> at(long next) {
        return List.of(
                new Progress() {
                    @Override
                    public TopicPartition topicPartition() {
                        return ORDERS;
                    }

                    @Override
                    public Settled settled() {
                        return new Settled(next, null);
                    }
                });
    }

    /** Kafka's consumer as far as commits go; it answers when it is told to. */
    private static final class Committing extends MockConsumer<byte[], byte[]> {

        final List<Long> asynchronous = new ArrayList<>();
        final List<Long> synchronous = new ArrayList<>();
        final Deque<RuntimeException> refusals = new ArrayDeque<>();
        private final Deque<OffsetCommitCallback> waiting = new ArrayDeque<>();

        Committing() {
            super("earliest");
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            asynchronous.add(offset(offsets));
            waiting.add(callback);
        }

        @Override
        public synchronized void commitSync(
                Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (!refusals.isEmpty()) {
                throw refusals.remove();
            }
            synchronous.add(offset(offsets));
        }

        private static long offset(Map<TopicPartition, OffsetAndMetadata> offsets) {
            return Objects.requireNonNull(offsets.get(ORDERS)).offset();
        }

        void answer(@Nullable Exception failure) {
            waiting.remove().onComplete(Map.of(), failure);
        }
    }
}
