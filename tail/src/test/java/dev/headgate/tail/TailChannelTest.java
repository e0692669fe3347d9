// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class TailChannelTest {

    private static final TailSettings SETTINGS =
            new TailSettings(
                    Map.of("bootstrap.servers", "127.0.0.1:9"),
                    List.of("orders"),
                    null,
                    TailFilter.ALL,
                    10);

    private final Connectivity connectivity = new Connectivity(Duration.ofMillis(600));

    @Test
    void endsWhereTheConnectorsThreadDiesWithoutAWord() throws Exception {
        assertThat(end(new OutOfMemoryError("of a test")))
                .hasMessage("the connector no longer asks Kafka");
    }

    @Test
    void endsWithTheReasonWhereTheConnectorEnds() throws Exception {
        assertThat(end(new IllegalStateException("of a test"))).hasMessage("of a test");
    }

    private @Nullable Throwable end(Throwable cause) throws InterruptedException {
        var buffer = new SampleBuffer(TailFilter.ALL, new Sampler(10, System.nanoTime()), 1);
        try (var channel =
                new TailChannel(SETTINGS, () -> new Failing(cause), buffer, connectivity)) {
            return channel.awaitEnd();
        }
    }

    /** Ends the poll of the connector in a way of its own. */
    private static final class Failing extends MockConsumer<byte[], byte[]> {

        private final Throwable cause;

        Failing(Throwable cause) {
            super("latest");
            this.cause = cause;
        }

        @Override
        public synchronized void subscribe(
                Collection<String> topics, ConsumerRebalanceListener listener) {
            listener.onPartitionsAssigned(List.of());
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            if (cause instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) cause;
        }
    }
}
