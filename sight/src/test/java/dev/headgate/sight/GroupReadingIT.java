// SPDX-License-Identifier: Apache-2.0
package dev.headgate.sight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.headgate.contract.pipeline.StartFrom;
import dev.headgate.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consumer groups of a real broker. */
class GroupReadingIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LOOK_MAX = Duration.ofSeconds(5);

    @TempDir private static Path folder;
    private static EmbeddedKafka kafka;
    private static Admin admin;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close(Duration.ZERO);
        kafka.close();
    }

    @Test
    void aGroupThatNobodyHasJoinedHasNoOffsetsAndIsAtRest() throws Exception {
        topic("unread", 2);
        write("unread", 0, 3);

        GroupSight seen = look("nobody", "unread", StartFrom.Earliest);

        assertThat(seen.members()).isZero();
        assertThat(seen.settled()).isTrue();
        assertThat(seen.partitions())
                .extracting(
                        each -> each.key().number(), each -> each.end(), each -> each.committed())
                .containsExactly(tuple(0, 3L, -1L), tuple(1, 0L, -1L));
    }

    @Test
    void whereReadingBeginsAtTheEndNothingWaitsYet() throws Exception {
        topic("skipped", 1);
        write("skipped", 0, 3);

        assertThat(look("nobody-else", "skipped", StartFrom.Latest).partitions().getFirst())
                .satisfies(each -> assertThat(each.committed()).isEqualTo(each.end()));
    }

    @Test
    void membersAreSettledOnceEachHasWhatItIsToHave() throws Exception {
        topic("shared", 2);
        try (KafkaConsumer<byte[], byte[]> one = member("pair", "shared", "one")) {
            awaitAssigned(one, 2);
            assertThat(look("pair", "shared", StartFrom.Earliest))
                    .satisfies(seen -> {
                        assertThat(seen.settled()).isTrue();
                        assertThat(seen.members()).isEqualTo(1);
                        assertThat(seen.partitions())
                                .extracting(GroupSight.Offsets::member)
                                .containsOnly("one");
                    });

            try (KafkaConsumer<byte[], byte[]> two = member("pair", "shared", "two")) {
                // The first gives nothing back as long as it does not poll.
                await().atMost(SOON)
                        .until(() -> {
                            two.poll(Duration.ofMillis(100));
                            return look("pair", "shared", StartFrom.Earliest).members() == 2;
                        });
                assertThat(look("pair", "shared", StartFrom.Earliest).settled()).isFalse();

                await().atMost(SOON)
                        .until(() -> {
                            one.poll(Duration.ofMillis(100));
                            two.poll(Duration.ofMillis(100));
                            return look("pair", "shared", StartFrom.Earliest).settled();
                        });
                assertThat(look("pair", "shared", StartFrom.Earliest).partitions())
                        .extracting(GroupSight.Offsets::member)
                        .containsExactlyInAnyOrder("one", "two");
            }
        }
    }

    @Test
    void tellsWhatIsCommittedAndWhereTheLogBegins() throws Exception {
        topic("trimmed", 1);
        write("trimmed", 0, 10);
        var partition = new TopicPartition("trimmed", 0);
        admin.alterConsumerGroupOffsets("keeper", Map.of(partition, new OffsetAndMetadata(2)))
                .all()
                .get();
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(6))).all().get();

        assertThat(look("keeper", "trimmed", StartFrom.Earliest).partitions().getFirst())
                .satisfies(each -> {
                    assertThat(each.committed()).isEqualTo(2);
                    assertThat(each.start()).isEqualTo(6);
                    assertThat(each.end()).isEqualTo(10);
                });
    }

    @Test
    void aMissingTopicLeavesOutItsGroupAlone() throws Exception {
        topic("there", 1);
        var good = new WatchedGroup("good", List.of("there"), StartFrom.Earliest);
        var bad = new WatchedGroup("bad", List.of("there", "missing"), StartFrom.Earliest);

        assertThat(new GroupReading(admin, List.of(bad, good), LOOK_MAX).read())
                .containsOnlyKeys("good");
    }

    @Test
    void aBrokerThatIsAwayTellsNothingInALimitedTime() {
        try (Admin lost = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:1"))) {
            var group = new WatchedGroup("any", List.of("any"), StartFrom.Earliest);

            assertThat(new GroupReading(lost, List.of(group), Duration.ofMillis(500)).read())
                    .isEmpty();
        }
    }

    private static GroupSight look(String group, String topic, StartFrom startFrom) {
        var watched = new WatchedGroup(group, List.of(topic), startFrom);
        return Objects.requireNonNull(
                new GroupReading(admin, List.of(watched), LOOK_MAX).read().get(group));
    }

    private static void topic(String name, int partitions)
            throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    }

    private static void write(String topic, int partition, int records)
            throws ExecutionException, InterruptedException {
        try (var producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int n = 0; n < records; n++) {
                producer.send(new ProducerRecord<>(topic, partition, null, new byte[1])).get();
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> member(String group, String topic, String name) {
        var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers",
                                kafka.bootstrapServers(),
                                "group.id",
                                group,
                                "client.id",
                                name,
                                "group.protocol",
                                "consumer"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    private static void awaitAssigned(KafkaConsumer<byte[], byte[]> member, int partitions) {
        await().atMost(SOON)
                .until(() -> {
                    member.poll(Duration.ofMillis(100));
                    return member.assignment().size() == partitions;
                });
    }
}
