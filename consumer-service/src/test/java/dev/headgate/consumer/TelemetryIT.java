// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.DEAD_LETTER_REPLAY;
import static dev.headgate.tables.generated.Tables.EVENT;
import static dev.headgate.tables.generated.Tables.WATERMARK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.contract.telemetry.ConsumerTelemetry;
import dev.headgate.contract.telemetry.PartitionTelemetry;
import dev.headgate.contract.telemetry.PartitionTelemetry.State;
import java.io.IOException;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Servers.Shared.class)
class TelemetryIT {

    @Test
    void sumsAgreeWithTheTables(Servers servers) throws IOException {
        try (var rig = Rig.of(servers, 3)) {
            rig.sendEvents(0, 300);
            rig.sendEvents(0, 30);
            rig.send(1, Rig.envelope("bad"), "no JSON");
            rig.flush();
            ConsumerService service = rig.start();
            rig.awaitSettled();
            await().atMost(Rig.PATIENCE)
                    .until(() -> partitions(service).allMatch(each -> lag(each) == 0));

            ConsumerTelemetry telemetry = telemetry(service);

            assertThat(telemetry.processedRecords()).isEqualTo(331);
            assertThat(telemetry.landedRecords()).isEqualTo(rig.count(EVENT)).isEqualTo(300);
            assertThat(telemetry.suppressedRecords()).isEqualTo(30);
            assertThat(telemetry.deadLetteredRecords()).isEqualTo(rig.count(DEAD_LETTER)).isOne();
            assertThat(telemetry.transactions()).isGreaterThanOrEqualTo(3);
            assertThat(telemetry.writers()).isEqualTo(4);
            assertThat(telemetry.busySeconds())
                    .isPositive()
                    .isLessThanOrEqualTo(telemetry.laneSeconds())
                    .isLessThan(telemetry.uptimeSeconds());
            assertThat(telemetry.problems()).isEmpty();
            assertThat(telemetry.assignedPartitions()).isEqualTo(3);
            assertThat(telemetry.partitions())
                    .allSatisfy(each -> {
                        assertThat(each.state()).isEqualTo(State.Running);
                        assertThat(each.hold()).isNull();
                        assertThat(each.bufferedRecords()).isZero();
                        assertThat(each.oldestUnsettledAt()).isNull();
                        assertThat(each.headOffset()).isNull();
                        assertThat(each.blockedSince()).isNull();
                    });
            assertThat(positions(telemetry)).isEqualTo(rig.watermarks());
            assertThat(
                            rig.dsl()
                                    .selectDistinct(WATERMARK.OWNER, WATERMARK.EPOCH)
                                    .from(WATERMARK)
                                    .fetch(row -> row.value1() + " " + row.value2()))
                    .containsExactly(
                            telemetry.instance() + " " + telemetry.partitions().getFirst().epoch());
            service.stop();
        }
    }

    @Test
    void metricsTellTheSame(Servers servers) throws IOException {
        try (var rig = Rig.of(servers, 2)) {
            rig.sendEvents(0, 40);
            ConsumerService service = rig.start();
            rig.awaitSettled();
            assertThat(get(service, "/observe/metrics"))
                    .containsPattern("headgate_consumer_processed_total\\{[^}]*} 40\\.0")
                    .containsPattern("headgate_consumer_writers\\{[^}]*} 4\\.0")
                    .containsPattern("headgate_consumer_busy_seconds\\{[^}]*} [0-9.E-]*[1-9]")
                    .contains(
                            "headgate_consumer_lane_seconds{", "headgate_consumer_uptime_seconds{");
            service.stop();
        }
    }

    @Test
    void tellsOfNoPartitionThatAnotherHas(Servers servers) throws IOException {
        try (var rig = Rig.of(servers, 4)) {
            ConsumerService first = rig.start();
            await().atMost(Rig.PATIENCE).until(() -> numbers(first).size() == 4);
            ConsumerService second = rig.start();
            await().atMost(Rig.PATIENCE)
                    .until(() -> numbers(first).size() == 2 && numbers(second).size() == 2);

            assertThat(Stream.of(first, second).flatMap(each -> numbers(each).stream()))
                    .containsExactlyInAnyOrder("0", "1", "2", "3");
            second.stop();
            await().atMost(Rig.PATIENCE).until(() -> numbers(first).size() == 4);
            first.stop();
        }
    }

    @Test
    void tellsOfALineWhoseHeadDoesNotMove(Servers servers) throws IOException {
        try (var rig = Rig.of(servers, 1)) {
            rig.sendEvents(0, 5);
            ConsumerService service = rig.start();
            rig.awaitSettled();
            rig.dsl()
                    .transaction(tx -> {
                        tx.dsl().execute("LOCK TABLE {0} IN ACCESS EXCLUSIVE MODE", EVENT);
                        rig.sendEvents(5, 3);
                        await().atMost(Rig.PATIENCE)
                                .until(() ->
                                        partitions(service)
                                                .anyMatch(each -> each.blockedSince() != null));
                        PartitionTelemetry blocked = partitions(service).findFirst().orElseThrow();
                        assertThat(blocked.headOffset()).isEqualTo(5);
                        assertThat(blocked.nextOffset()).isEqualTo(5);
                        assertThat(blocked.bufferedRecords()).isEqualTo(3);
                        assertThat(blocked.oldestUnsettledAt()).isNotNull();
                        assertThat(blocked.state()).isEqualTo(State.Waiting);
                        assertThat(blocked.stateReason()).contains("55P03");
                    });

            rig.awaitSettled();
            await().atMost(Rig.PATIENCE)
                    .until(() -> partitions(service).allMatch(each -> each.headOffset() == null));
            assertThat(telemetry(service).processedRecords()).isEqualTo(8);
            service.stop();
        }
    }

    @Test
    void tellsOfDeadLettersThatAreNotInTheirTopicYet(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            rig.send(0, Rig.envelope("bad"), "no JSON");
            rig.send(0, Rig.envelope("worse"), "no JSON");
            rig.flush();
            String[] fast = {
                "consumer.poison-stop.percent", "0", "consumer.relay.poll-interval", "PT0.05S"
            };
            ConsumerService service = rig.start(fast);
            rig.awaitSettled();
            ConsumerService other = rig.start(fast);
            await().atMost(Rig.PATIENCE)
                    .until(() -> unpublished(service) == 2 && unpublished(other) == 2);

            rig.createDeadLetterTopic(1);
            await().atMost(Rig.PATIENCE)
                    .until(() -> unpublished(service) == 0 && unpublished(other) == 0);
            other.stop();
            service.stop();
        }
    }

    @Test
    void tellsThatNoneIsToBePublishedWhereNobodyPublishes(Servers servers) throws IOException {
        try (var rig = Rig.of(servers, 1)) {
            rig.send(0, Rig.envelope("bad"), "no JSON");
            rig.flush();
            ConsumerService service =
                    rig.start(
                            "consumer.poison-stop.percent", "0", "consumer.relay.enabled", "false");
            rig.awaitSettled();

            assertThat(telemetry(service).unpublishedLetters()).isZero();
            service.stop();
        }
    }

    @Test
    void tellsOfReplaysThatAreNotOver(Servers servers) {
        try (var rig = Rig.of(servers, 1)) {
            ConsumerService service = rig.start();
            ConsumerService other = rig.start();
            await().atMost(Rig.PATIENCE).until(() -> replays(service) == 0 && replays(other) == 0);

            replayThatNobodyCanTakeUp(rig);
            replayThatNobodyCanTakeUp(rig);
            await().atMost(Rig.PATIENCE).until(() -> replays(service) == 2 && replays(other) == 2);

            rig.dsl().update(DEAD_LETTER_REPLAY).set(DEAD_LETTER_REPLAY.STATE, "Done").execute();
            await().atMost(Rig.PATIENCE).until(() -> replays(service) == 0 && replays(other) == 0);
            other.stop();
            service.stop();
        }
    }

    /** None and not known must not look alike: on none the last consumer goes. */
    @Test
    void tellsNoNumberOfWhatItCouldNotCountYet(Servers servers) throws IOException {
        try (var rig = Rig.of(servers, 1)) {
            ConsumerService service = rig.start("consumer.database.schema", "hg_not_there");
            await().atMost(Rig.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(telemetry(service).problems())
                                    .anyMatch(problem -> problem.contains("42P01")));

            assertThat(telemetry(service).unpublishedLetters()).isNull();
            assertThat(telemetry(service).replaysUnderWay()).isNull();
            service.stop();
        }
    }

    @Test
    void tellsNoSecretsAndNothingOfAnyEvent(Servers servers) throws IOException {
        try (var rig = Rig.of(servers, 1)) {
            rig.sendEvents(0, 5);
            ConsumerService service = rig.start();
            rig.awaitSettled();

            assertThat(get(service, ConsumerTelemetry.PATH))
                    .doesNotContain(
                            servers.postgres().password(), servers.postgres().jdbcUrl(), "user-e");
            service.stop();
        }
    }

    /** As if somebody far away were at it for an hour. */
    private static void replayThatNobodyCanTakeUp(Rig rig) {
        rig.dsl()
                .insertInto(DEAD_LETTER_REPLAY)
                .set(DEAD_LETTER_REPLAY.REQUESTED_BY, "anna")
                .set(DEAD_LETTER_REPLAY.SELECTION, JSONB.valueOf("{}"))
                .set(DEAD_LETTER_REPLAY.RATE, 1)
                .set(DEAD_LETTER_REPLAY.STOP_ON_FAILURE, false)
                .set(DEAD_LETTER_REPLAY.FORCED, false)
                .set(DEAD_LETTER_REPLAY.SELECTED, 1)
                .set(DEAD_LETTER_REPLAY.OWNER, "somebody")
                .set(
                        DEAD_LETTER_REPLAY.OWNED_UNTIL,
                        OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))
                .execute();
    }

    private static int unpublished(ConsumerService service) throws IOException {
        return known(telemetry(service).unpublishedLetters());
    }

    private static int replays(ConsumerService service) throws IOException {
        return known(telemetry(service).replaysUnderWay());
    }

    private static int known(@Nullable Integer count) {
        return count == null ? -1 : count;
    }

    private static long lag(PartitionTelemetry partition) {
        return partition.lagRecords() == null ? -1 : partition.lagRecords();
    }

    private static Map<Integer, Long> positions(ConsumerTelemetry telemetry) {
        return telemetry.partitions().stream()
                .filter(each -> each.nextOffset() != null)
                .collect(
                        Collectors.toMap(
                                PartitionTelemetry::partition, PartitionTelemetry::nextOffset));
    }

    private static List<String> numbers(ConsumerService service) {
        return partitions(service)
                .filter(each -> each.state() == State.Running)
                .map(each -> Integer.toString(each.partition()))
                .toList();
    }

    private static Stream<PartitionTelemetry> partitions(ConsumerService service) {
        try {
            return telemetry(service).partitions().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ConsumerTelemetry telemetry(ConsumerService service) throws IOException {
        return ConsumerTelemetry.fromJson(get(service, ConsumerTelemetry.PATH).getBytes(UTF_8))
                .orElseThrow();
    }

    private static String get(ConsumerService service, String path) throws IOException {
        var url =
                URI.create("http://127.0.0.1:%d%s".formatted(service.managementPort(), path))
                        .toURL();
        try (var body = url.openStream()) {
            return new String(body.readAllBytes(), UTF_8);
        }
    }
}
