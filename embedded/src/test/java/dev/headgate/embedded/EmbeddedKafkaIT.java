// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.embedded.EmbeddedServerException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

    @TempDir Path folder;

    @Test
    void keepsItsRecordsInTheFolder() throws Exception {
        int port;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            port = kafka.port();
            createTopic(kafka.bootstrapServers());
            send(kafka.bootstrapServers(), "first");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, port)) {
            send(kafka.bootstrapServers(), "second");
            assertThat(read(kafka.bootstrapServers(), 2)).containsExactly("first", "second");
        }
    }

    @Test
    void keepsAcknowledgedRecordsThroughSigkill() throws Exception {
        try (KafkaProcess kafka = KafkaProcess.start(folder)) {
            createTopic(kafka.bootstrapServers());
            send(kafka.bootstrapServers(), "first");

            kafka.kill();
            kafka.restart();

            send(kafka.bootstrapServers(), "second");
            assertThat(read(kafka.bootstrapServers(), 2)).containsExactly("first", "second");
        }
    }

    @Test
    void answersNothingWhileFrozenAndGoesOnWhenThawed() throws Exception {
        try (KafkaProcess kafka = KafkaProcess.start(folder)) {
            createTopic(kafka.bootstrapServers());

            kafka.freeze();
            assertThatThrownBy(() -> send(kafka.bootstrapServers(), "first"))
                    .isInstanceOf(TimeoutException.class);
            kafka.thaw();

            send(kafka.bootstrapServers(), "second");
            assertThat(read(kafka.bootstrapServers(), 1)).containsExactly("second");
        }
    }

    @Test
    void runsGroupsOfTheNewProtocolWithShortSessions() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            createTopic(kafka.bootstrapServers());
            send(kafka.bootstrapServers(), "first");
            Map<String, Object> settings = consumerSettings(kafka.bootstrapServers());
            settings.put("group.id", "readers");
            settings.put("group.protocol", "consumer");
            settings.put("auto.offset.reset", "earliest");
            try (var consumer = new KafkaConsumer<String, String>(settings)) {
                consumer.subscribe(List.of("events"));
                assertThat(values(consumer, 1)).containsExactly("first");
            }
        }
    }

    @Test
    void refusesAPortInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, other.getLocalPort()))
                    .isInstanceOfSatisfying(
                            EmbeddedServerException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.PortInUse))
                    .hasMessage(
                            "Port %d for Kafka is in use by another program."
                                    .formatted(other.getLocalPort()));
        }
    }

    @Test
    void refusesAFolderThatALivingProcessOwns() {
        try (FolderLock lock = FolderLock.acquire(folder)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, 0))
                    .isInstanceOfSatisfying(
                            EmbeddedServerException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.FolderInUse));
        }
    }

    @Test
    void refusesAFolderThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> EmbeddedKafka.start(file.resolve("data"), 0))
                .isInstanceOfSatisfying(
                        EmbeddedServerException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.FolderNotWritable));
    }

    private static void createTopic(String servers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic("events", 1, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private static void send(String servers, String value) throws Exception {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "acks",
                        "all",
                        "max.block.ms",
                        "3000",
                        "request.timeout.ms",
                        "2000",
                        "delivery.timeout.ms",
                        "3000",
                        "key.serializer",
                        StringSerializer.class,
                        "value.serializer",
                        StringSerializer.class);
        try (var producer = new KafkaProducer<String, String>(settings)) {
            producer.send(new ProducerRecord<>("events", value)).get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static List<String> read(String servers, int count) {
        try (var consumer = new KafkaConsumer<String, String>(consumerSettings(servers))) {
            var partition = new TopicPartition("events", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return values(consumer, count);
        }
    }

    private static List<String> values(KafkaConsumer<String, String> consumer, int count) {
        var values = new ArrayList<String>();
        for (int poll = 0; poll < 40 && values.size() < count; poll++) {
            for (ConsumerRecord<String, String> found : consumer.poll(Duration.ofMillis(500))) {
                values.add(found.value());
            }
        }
        return values;
    }

    private static Map<String, Object> consumerSettings(String servers) {
        return new HashMap<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "key.deserializer",
                        StringDeserializer.class,
                        "value.deserializer",
                        StringDeserializer.class));
    }
}
