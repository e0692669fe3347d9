// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import dev.headgate.consumer.landing.RowInsert;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.RecordDecoder;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.helidon.messaging.Channel;
import io.helidon.messaging.Messaging;
import io.helidon.messaging.connectors.kafka.KafkaConfigBuilder;
import io.helidon.messaging.connectors.kafka.KafkaConnector;
import io.helidon.messaging.connectors.kafka.KafkaMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * A consumer on Helidon's messaging connector: a channel from Kafka, rows committed in PostgreSQL,
 * then the messages acknowledged. With its defaults it works on the connector's thread and lets
 * exceptions be the connector's business; at its best it works in {@link MessagingLane}s.
 */
final class MessagingConsumer implements Contender.Running {

    private static final String NATIVE = "consumer.kafka.consumer.";

    private final RowInsert rows;
    private final Setup setup;
    private final AtomicLong landed = new AtomicLong();
    private final Map<Integer, MessagingLane> lanes = new ConcurrentHashMap<>();
    private final RecordDecoder decoder = new RecordDecoder();
    private final Messaging messaging;
    private volatile boolean closing;
    private volatile boolean ended;

    /**
     * How it is set.
     *
     * @param lanes whether each partition has a thread of its own beside the connector's
     * @param batch rows in a transaction, at most; 1 without lanes
     * @param objects whether the deserialiser refuses what is no JSON
     * @param connector settings of Kafka's client and of the connector
     */
    record Setup(boolean lanes, int batch, boolean objects, Map<String, String> connector) {}

    /** A value that is no JSON is an exception, as deserialisers that make objects have it. */
    public static final class JsonBytes implements Deserializer<byte[]> {

        @Override
        public byte[] deserialize(String topic, byte @Nullable [] data) {
            if (data == null || data.length == 0 || data[0] != '{') {
                throw new SerializationException("no JSON");
            }
            return data;
        }
    }

    /** Begins to consume with a consumer service's settings. */
    MessagingConsumer(Map<String, String> settings, Setup setup) {
        ConsumerSettings typed =
                ConsumerSettings.create(Config.just(ConfigSources.create(settings)));
        this.setup = setup;
        this.rows = new RowInsert(typed.database());
        KafkaConfigBuilder config =
                KafkaConnector.configBuilder()
                        .bootstrapServers(typed.kafka().bootstrapServers())
                        .groupId(typed.kafka().groupId())
                        .topic(typed.topics().getFirst())
                        .autoOffsetReset(KafkaConfigBuilder.AutoOffsetReset.EARLIEST)
                        .enableAutoCommit(false)
                        .keyDeserializer(ByteArrayDeserializer.class)
                        .valueDeserializer(
                                setup.objects() ? JsonBytes.class : ByteArrayDeserializer.class);
        setup.connector().forEach(config::property);
        settings.forEach((key, value) -> {
            if (key.startsWith(NATIVE)) {
                config.property(key.substring(NATIVE.length()), value);
            }
        });
        Channel<byte[]> channel =
                Channel.<byte[]>builder().name("events").publisherConfig(config.build()).build();
        messaging =
                Messaging.builder()
                        .connector(KafkaConnector.create())
                        .subscriber(channel, new Receiver())
                        .build()
                        .start();
    }

    @Override
    public long landed() {
        return landed.get();
    }

    @Override
    public boolean ended() {
        return ended;
    }

    private void take(KafkaMessage<byte[], byte[]> message) {
        if (setup.lanes()) {
            if (closing) {
                return;
            }
            lanes.computeIfAbsent(
                            message.getPartition().orElseThrow(),
                            _ -> new MessagingLane(rows, setup.batch(), landed))
                    .add(message);
        } else {
            land(message);
        }
    }

    private void land(KafkaMessage<byte[], byte[]> message) {
        EventRow row = MessagingLane.handled(decoder, message);
        try {
            landed.addAndGet(rows.land(List.of(row)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        var _ = message.ack();
    }

    /**
     * The connector gives up its last commit when it stops, so lanes see their acknowledgements
     * committed before. What waits unread in a lane is not acknowledged and comes again.
     */
    @Override
    public void close() {
        closing = true;
        lanes.values().forEach(MessagingLane::finish);
        lanes.values().forEach(MessagingLane::awaitCommit);
        messaging.stop();
        rows.close();
    }

    /** The end of the channel. */
    private final class Receiver implements Flow.Subscriber<Message<byte[]>> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        @SuppressWarnings("unchecked") // The connector has no other messages.
        public void onNext(Message<byte[]> message) {
            take((KafkaMessage<byte[], byte[]>) message);
        }

        @Override
        public void onError(Throwable throwable) {
            ended = true;
        }

        @Override
        public void onComplete() {
            ended = true;
        }
    }
}
