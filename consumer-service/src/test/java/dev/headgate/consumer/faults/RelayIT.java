// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.consumer.ConsumerService;
import dev.headgate.consumer.faults.PostgresTap.Then;
import dev.headgate.contract.event.EventEnvelope;
import dev.headgate.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What may come between a dead letter in its table and the topic that it is published to. */
@ExtendWith(FaultServers.Shared.class)
class RelayIT {

    private static final int PARTITIONS = 4;

    private static final String[] SETTINGS = {
        "consumer.poison-stop.percent", "0",
        "consumer.relay.poll-interval", "PT0.1S",
        "consumer.relay.records-max", "50",
        "consumer.relay.backoff-max", "PT2S"
    };

    @Test
    @Tag("F21")
    void keepsLettersWhileTheirTopicIsMissingAndRowsLandAsEver(FaultServers servers, FaultLog log)
            throws Exception {
        var random = log.random();
        int poison = FaultLog.choose(200, 20_000);
        try (var scene = Scene.of(servers, PARTITIONS);
                var consumer = scene.process(SETTINGS)) {
            var sent = Workload.send(scene, "missing", random, 1_000);
            sendPoison(scene, random, poison, 0);
            scene.awaitSettled();
            var more = Workload.send(scene, "on", random, 1_000);
            scene.awaitSettled();

            assertThat(sent.unknown() + more.unknown()).isZero();
            assertThat(scene.tables().rows()).isEqualTo(2_000);
            assertThat(scene.tables().deadLetters()).isEqualTo(poison);
            assertThat(scene.tables().unpublished()).isEqualTo(poison);
            assertThat(consumer.ready()).isTrue();
            await().atMost(Scene.PATIENCE)
                    .until(() -> consumer.metric("headgate_consumer_dead_letters_unpublished") > 0);
            assertThat(consumer.log()).containsOnlyOnce("the topic is missing");

            scene.createDeadLetterTopic(Map.of());

            awaitPublished(scene);
            assertThat(LetterChecker.check(scene))
                    .isEqualTo(new LetterChecker.Verdict(poison, 0, 0));
            assertThat(Checker.check(scene, more).dead()).isEqualTo(poison);
            assertThat(consumer.log()).containsOnlyOnce("dead letters are published again");
            log.figure("letters", poison);
        }
    }

    @Test
    @Tag("F21")
    void publishesPointersToWhatTheTopicDoesNotTake(FaultServers servers, FaultLog log)
            throws Exception {
        var random = log.random();
        try (var scene = Scene.of(servers, PARTITIONS)) {
            scene.createDeadLetterTopic(Map.of("max.message.bytes", "20000"));
            sendPoison(scene, random, 20, 0);
            sendPoison(scene, random, 3, 200_000);
            send(scene, 1, noise(random, 30_000), new byte[] {'{'});
            // More than the relay has in its hands at once.
            send(scene, 2, new byte[] {1}, noise(random, 1_000_000));
            sendPoison(scene, random, 20, 0);
            ConsumerService service = scene.start(with("consumer.relay.bytes-max", "1048576"));
            scene.awaitSettled();
            awaitPublished(scene);
            service.stop();

            assertThat(LetterChecker.check(scene)).isEqualTo(new LetterChecker.Verdict(45, 0, 5));
            assertThat(scene.tables().number("SELECT max(length(record_value)) FROM dead_letter"))
                    .isGreaterThanOrEqualTo(1_000_000);
        }
    }

    @Test
    @Tag("F22")
    void publishesAgainWhatItWasKilledOverBetweenSendAndMark(FaultServers servers, FaultLog log)
            throws Exception {
        var random = log.random();
        int kills = FaultLog.choose(2, 20);
        int poison = 100 + 100 * kills;
        try (var scene = Scene.of(servers, PARTITIONS);
                var tap = new PostgresTap(servers.postgres().port())) {
            scene.createDeadLetterTopic(Map.of());
            sendPoison(scene, random, poison, 0);
            for (int kill = 0; kill < kills; kill++) {
                scene.newGroup();
                var victim = new CompletableFuture<ConsumerProcess>();
                tap.at(
                        Moment.BEFORE_MARK,
                        random.nextInt(2),
                        Then.DROP,
                        () -> victim.join().kill());
                try (var consumer =
                        scene.process(
                                with(
                                        "consumer.database.url",
                                        tap.jdbcUrl(EmbeddedPostgres.DATABASE)))) {
                    victim.complete(consumer);
                    tap.awaitSprung(Scene.PATIENCE);
                }
            }
            assertThat(scene.tables().unpublished()).isPositive();
            scene.newGroup();
            ConsumerService last = scene.start(SETTINGS);
            scene.awaitSettled();
            awaitPublished(scene);
            last.stop();

            var verdict = LetterChecker.check(scene);
            assertThat(verdict.letters()).isEqualTo(poison);
            assertThat(verdict.copies()).isBetween(kills, kills * 50);
            log.figure("kills", kills);
            log.figure("letters", verdict.letters());
            log.figure("copies", verdict.copies());
        }
    }

    private static void awaitPublished(Scene scene) {
        await().atMost(Scene.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> scene.tables().unpublished() == 0);
    }

    private static String[] with(String name, String value) {
        String[] all = Arrays.copyOf(SETTINGS, SETTINGS.length + 2);
        all[SETTINGS.length] = name;
        all[SETTINGS.length + 1] = value;
        return all;
    }

    /** Events whose data are no JSON, and at least this long. */
    private static void sendPoison(Scene scene, Random random, int count, int bytes)
            throws InterruptedException, ExecutionException {
        var sends = new ArrayList<Future<RecordMetadata>>();
        try (var producer = producer(scene)) {
            for (int i = 0; i < count; i++) {
                byte @Nullable [] key = i % 3 == 0 ? null : ("key-" + i).getBytes(UTF_8);
                byte[] value = noise(random, bytes + 1 + random.nextInt(200));
                sends.add(producer.send(poison(scene, i % PARTITIONS, key, value)));
            }
        }
        for (Future<RecordMetadata> send : sends) {
            send.get();
        }
    }

    private static void send(Scene scene, int partition, byte[] key, byte[] value)
            throws InterruptedException, ExecutionException {
        try (var producer = producer(scene)) {
            producer.send(poison(scene, partition, key, value)).get();
        }
    }

    private static ProducerRecord<byte[], byte[]> poison(
            Scene scene, int partition, byte @Nullable [] key, byte[] value) {
        var envelope =
                new EventEnvelope(
                        "poison-" + UUID.randomUUID(),
                        "order.created",
                        "/faults",
                        null,
                        null,
                        EventEnvelope.JSON);
        return new ProducerRecord<>(
                scene.topic(), partition, key, value, Workload.headers(envelope));
    }

    private static KafkaProducer<byte[], byte[]> producer(Scene scene) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", scene.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Bytes that no compression makes fewer, and that are no JSON. */
    private static byte[] noise(Random random, int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        noise[0] = (byte) 0xFF;
        return noise;
    }
}
