// SPDX-License-Identifier: Apache-2.0
package dev.headgate.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.contract.event.EventHeader;
import dev.headgate.embedded.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connector under all that it dies of, with a broker that is really killed. */
class LiveTailIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int PLENTY = 10_000;

    @TempDir static Path folder;

    private static KafkaProcess kafka;
    private static Admin admin;
    private static KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void startKafka() {
        kafka = KafkaProcess.start(folder);
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.bootstrapServers(),
                                "linger.ms",
                                "5",
                                "metadata.max.age.ms",
                                "500"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    @AfterAll
    static void stopKafka() {
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
        kafka.close();
    }

    @Test
    void survivesEveryRecordThatKafkaCanHold() throws Exception {
        topic("hostile", 1);
        byte[] noText = {(byte) 0xC3, (byte) 0x28, 0, (byte) 0xFF};
        try (LiveTail tail = open("hostile", TailFilter.ALL, PLENTY)) {
            awaitView(tail, "hostile");
            send("hostile", null, null);
            send("hostile", noText, noText, new RecordHeader(EventHeader.TYPE, noText));
            send("hostile", null, noText, new RecordHeader(EventHeader.TYPE, (byte[]) null));
            send("hostile", new byte[0], new byte[0], new RecordHeader("", noText));
            send("hostile", null, new byte[900_000]);
            send("hostile", "last".getBytes(UTF_8), null);

            List<SeenRecord> seen = until(tail, record -> "last".equals(record.key()));

            assertThat(seen).hasSize(6);
            assertThat(seen.get(4).payloadBytes()).isEqualTo(900_000);
        }
    }

    @Test
    void leavesNoGroupAndNoOffsetInKafka() throws Exception {
        topic("traceless", 2);
        try (LiveTail tail = open("traceless", TailFilter.ALL, PLENTY)) {
            awaitView(tail, "traceless");
            assertThat(admin.listGroups().all().get(10, TimeUnit.SECONDS)).isEmpty();
        }
        assertThat(admin.listGroups().all().get(10, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void saysThatKafkaIsAwayAndGoesOnWhenItIsBack() throws Exception {
        topic("killed", 1);
        try (LiveTail tail = open("killed", TailFilter.ALL, PLENTY)) {
            awaitView(tail, "killed");
            kafka.kill();
            await().atMost(PATIENCE).until(tail::interrupted);
            kafka.restart();
            await().atMost(PATIENCE).until(() -> !tail.interrupted());
            awaitView(tail, "killed");
        }
    }

    @Test
    void beginsWithoutKafkaAndStillShowsWhatCameSince() throws Exception {
        topic("late", 1);
        var settings =
                new TailSettings(connection(), List.of("late"), Instant.EPOCH, TailFilter.ALL, 10);
        send("late", null, "before".getBytes(UTF_8));
        kafka.kill();
        try (LiveTail tail = LiveTail.open(settings)) {
            await().atMost(PATIENCE).until(tail::interrupted);
            kafka.restart();
            List<SeenRecord> seen = until(tail, _ -> true);
            assertThat(seen.getFirst().payload()).isEqualTo("before");
            assertThat(tail.interrupted()).isFalse();
        }
    }

    @Test
    void staysAtTheEndUnderAFloodAndSaysWhatItJumpedOver() throws Exception {
        topic("flood", 1);
        try (LiveTail tail = open("flood", TailFilter.ALL, 5)) {
            awaitView(tail, "flood");
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        flood("flood", 5_000);
                        return tail.counts().jumpedOver() > 0;
                    });
            assertThat(tail.counts().leftOut()).isPositive();
            while (tail.next(Duration.ZERO).isPresent()) {
                assertThat(tail.counts().read()).isPositive();
            }
            awaitView(tail, "flood");
        }
    }

    @Test
    void seesPartitionsThatWereAdded() throws Exception {
        topic("grown", 1);
        try (LiveTail tail = open("grown", TailFilter.ALL, PLENTY)) {
            awaitView(tail, "grown");
            admin.createPartitions(Map.of("grown", NewPartitions.increaseTo(2))).all().get();
            await().atMost(PATIENCE).until(() -> producer.partitionsFor("grown").size() == 2);
            producer.send(new ProducerRecord<>("grown", 1, null, "new".getBytes(UTF_8))).get();
            List<SeenRecord> seen = until(tail, record -> record.partition() == 1);
            assertThat(seen.getLast().payload()).isEqualTo("new");
        }
    }

    @Test
    void beginsInThePastIfAsked() throws Exception {
        topic("past", 1);
        send("past", null, "before".getBytes(UTF_8));
        Instant since = Instant.now().plusMillis(1);
        await().until(() -> Instant.now().isAfter(since));
        send("past", null, "after".getBytes(UTF_8));
        var settings = new TailSettings(connection(), List.of("past"), since, TailFilter.ALL, 10);
        try (LiveTail tail = LiveTail.open(settings)) {
            List<SeenRecord> seen = until(tail, _ -> true);
            assertThat(seen.getFirst().payload()).isEqualTo("after");
        }
    }

    private static LiveTail open(String topic, TailFilter filter, int rate) {
        return LiveTail.open(new TailSettings(connection(), List.of(topic), null, filter, rate));
    }

    private static Map<String, String> connection() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private static void topic(String name, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
        await().atMost(PATIENCE)
                .ignoreException(ExecutionException.class)
                .until(() ->
                        admin.listOffsets(
                                                Map.of(
                                                        new TopicPartition(name, partitions - 1),
                                                        OffsetSpec.latest()))
                                        .all()
                                        .get()
                                != null);
    }

    /** A tail begins at the end, so what is sent before it stands there is not seen. */
    private static void awaitView(LiveTail tail, String topic) {
        await().atMost(PATIENCE)
                .until(() -> {
                    send(topic, "probe".getBytes(UTF_8), null);
                    return tail.next(Duration.ofMillis(300)).isPresent();
                });
        await().atMost(PATIENCE).until(() -> tail.next(Duration.ofMillis(300)).isEmpty());
    }

    private static void send(
            String topic, byte @Nullable [] key, byte @Nullable [] value, Header... headers)
            throws Exception {
        producer.send(new ProducerRecord<>(topic, 0, key, value, List.of(headers)))
                .get(30, TimeUnit.SECONDS);
    }

    private static void flood(String topic, int count) {
        for (int n = 0; n < count; n++) {
            var _ = producer.send(new ProducerRecord<>(topic, 0, null, new byte[100]));
        }
        producer.flush();
    }

    /** What is seen until a record is the one. */
    private static List<SeenRecord> until(LiveTail tail, Predicate<SeenRecord> last)
            throws InterruptedException {
        var all = new ArrayList<SeenRecord>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<SeenRecord> next = tail.next(Duration.ofMillis(200));
            next.ifPresent(all::add);
            if (next.filter(last).isPresent()) {
                return all;
            }
        }
        throw new AssertionError("not seen; but " + all);
    }
}
