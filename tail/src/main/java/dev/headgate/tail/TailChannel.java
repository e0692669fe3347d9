// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tail;

import io.helidon.messaging.Channel;
import io.helidon.messaging.Messaging;
import io.helidon.messaging.connectors.kafka.KafkaMessage;
import io.helidon.messaging.connectors.kafka.KafkaPublisher;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * One life of a messaging channel from Kafka to a buffer. The connector ends a channel for good at
 * the first exception, so a tail has one after the other.
 */
final class TailChannel implements AutoCloseable {

    private static final long PERIOD_MILLIS = 50;
    private static final long POLL_MILLIS = 50;
    private static final long BETWEEN_LOOKS_MILLIS = 500;

    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("headgate-tail").factory());
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final KafkaPublisher<byte[], byte[]> publisher;
    private final Connectivity connectivity;

    /** Begins to read. */
    TailChannel(
            TailSettings settings,
            Supplier<Consumer<byte[], byte[]>> consumer,
            SampleBuffer buffer,
            Connectivity connectivity) {
        this.connectivity = connectivity;
        connectivity.polled();
        this.publisher =
                KafkaPublisher.<byte[], byte[]>builder()
                        .scheduler(scheduler)
                        .consumerSupplier(consumer)
                        .topics(settings.topics())
                        // Nothing is committed: the consumer does not, and so the connector may
                        // believe that it does.
                        .autoCommit(true)
                        .periodExecutions(PERIOD_MILLIS)
                        .pollTimeout(POLL_MILLIS)
                        .build();
        Channel<byte[]> channel = Channel.create("tail");
        Messaging.builder()
                .publisher(channel, publisher)
                .subscriber(channel, new Receiver(buffer))
                .build()
                .start();
    }

    /**
     * Waits until the channel has ended by itself, and says why. An error in the connector's own
     * thread ends that thread and nothing says so; but then nobody asks Kafka any more.
     */
    @Nullable Throwable awaitEnd() throws InterruptedException {
        while (!ended.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
            if (connectivity.unasked()) {
                return new IllegalStateException("the connector no longer asks Kafka");
            }
        }
        return failure.get();
    }

    @Override
    public void close() {
        try {
            publisher.stop();
        } finally {
            scheduler.shutdownNow();
            ended.countDown();
        }
    }

    /** Takes whole messages: a payload that is null would end the channel. */
    private final class Receiver implements Flow.Subscriber<Message<byte[]>> {

        private final SampleBuffer buffer;

        Receiver(SampleBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Message<byte[]> message) {
            if (message instanceof KafkaMessage<?, ?> kafka) {
                kafka.getConsumerRecord().ifPresent(this::take);
            }
        }

        @SuppressWarnings("unchecked") // The consumer has no other deserialisers.
        private void take(ConsumerRecord<?, ?> record) {
            buffer.take((ConsumerRecord<byte[], byte[]>) record, System.nanoTime());
        }

        @Override
        public void onError(Throwable throwable) {
            failure.set(throwable);
            ended.countDown();
        }

        @Override
        public void onComplete() {
            ended.countDown();
        }
    }
}
