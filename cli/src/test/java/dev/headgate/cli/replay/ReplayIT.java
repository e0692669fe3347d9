// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.cli.run.EventClient;
import dev.headgate.cli.run.Execution;
import dev.headgate.cli.run.HeadgateProcess;
import dev.headgate.cli.run.Landed;
import dev.headgate.embedded.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A replay brings back what is missing, only that, and stores nothing twice. */
class ReplayIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int EVENTS = 60;

    @TempDir static Path folder;

    private static Path file;
    private static Path data;
    private static HeadgateProcess run;
    private static EventClient client;
    private static Landed landed;

    @BeforeAll
    static void startRun() throws IOException {
        file = Files.writeString(folder.resolve("proof.yaml"), Landed.PIPELINE);
        data = folder.resolve("data");
        landed = new Landed(data);
        int port = FreePorts.next();
        client = new EventClient(port);
        run = HeadgateProcess.run(folder, file, data, port);
    }

    @AfterAll
    static void stopRun() {
        client.close();
        run.close();
    }

    @Test
    void bringsDeletedRowsBackWhileConsumersRun() throws Exception {
        Map<String, Long> all = land(client, landed, "offset-");
        landed.execute(
                "DELETE FROM %s.event WHERE starts_with(event_id, 'offset-')"
                        + " AND kafka_offset %% 2 = 0");
        assertThat(landed.rows("offset-")).hasSizeBetween(1, EVENTS - 1);

        Execution replay = replay(data, "--from-offset", "0");

        assertThat(replay.exitCode()).as(replay.err()).isZero();
        assertThat(replay.out()).contains("records will be read again.");
        landed.awaitSettled();
        assertThat(landed.rows("offset-")).isEqualTo(all);
    }

    @Test
    void readsOnlyWhatWasAcceptedSinceAGivenTime() throws Exception {
        land(client, landed, "early-");
        Instant since = lastAcceptance("early-").plusMillis(1);
        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(since));
        Map<String, Long> late = land(client, landed, "late-");
        landed.execute("DELETE FROM %s.event WHERE event_id ^@ 'early-' OR event_id ^@ 'late-'");

        Execution replay = replay(data, "--from-time", since.toString());

        assertThat(replay.exitCode()).as(replay.err()).isZero();
        landed.awaitSettled();
        assertThat(landed.rows("late-")).isEqualTo(late);
        assertThat(landed.rows("early-")).isEmpty();
    }

    @Test
    void readsOnePartitionOnlyIfAsked() throws Exception {
        land(client, landed, "partition-");
        Map<String, Long> perPartition = perPartition("partition-");
        assertThat(perPartition).hasSize(Landed.PARTITIONS);
        landed.execute("DELETE FROM %s.event WHERE event_id ^@ 'partition-'");

        Execution replay = replay(data, "--partition", "1", "--from-offset", "0");

        assertThat(replay.exitCode()).as(replay.err()).isZero();
        assertThat(replay.out())
                .contains("partition 1: from offset ")
                .doesNotContain("partition 2");
        landed.awaitSettled();
        assertThat(perPartition("partition-"))
                .isEqualTo(Map.of("1", perPartition.getOrDefault("1", 0L)));
    }

    @Test
    void movesNothingForward() throws Exception {
        land(client, landed, "forward-");
        Map<String, Long> before = landed.watermarks();

        Execution replay = replay(data, "--from-offset", "1000000");

        assertThat(replay.exitCode()).as(replay.err()).isZero();
        assertThat(replay.out()).contains("stays at offset").contains("0 records");
        assertThat(landed.watermarks()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("badArguments")
    void refusesWhatCannotBeAndSaysWhy(List<String> arguments, String sentence) {
        var command =
                new ArrayList<>(List.of("replay", file.toString(), "--data", data.toString()));
        command.addAll(arguments);

        Execution replay = Execution.of(command.toArray(String[]::new));

        assertThat(replay.exitCode()).isEqualTo(2);
        assertThat(replay.err()).contains(sentence).doesNotContain("\tat ");
    }

    static Stream<Arguments> badArguments() {
        return Stream.of(
                refused("Missing required option: '--topic", "--from-offset", "0"),
                refused("--from-offset", "--topic", "proof"),
                refused("no topic other", "--topic", "other", "--from-offset", "0"),
                refused("must be 0 or more", "--topic", "proof", "--from-offset", "-1"),
                refused("2026-01-31T12:00:00Z", "--topic", "proof", "--from-time", "yesterday"),
                refused(
                        "mutually exclusive",
                        "--topic",
                        "proof",
                        "--from-offset",
                        "0",
                        "--from-time",
                        "2026-01-31T12:00:00Z"),
                refused(
                        "has partitions 0 to 2",
                        "--topic",
                        "proof",
                        "--from-offset",
                        "0",
                        "--partition",
                        "3"));
    }

    private static Arguments refused(String sentence, String... arguments) {
        return Arguments.of(List.of(arguments), sentence);
    }

    @Test
    void refusesAFolderInWhichNothingRanYet() {
        Path empty = folder.resolve("empty");

        Execution replay = replay(empty, "--from-offset", "0");

        assertThat(replay.exitCode()).isEqualTo(2);
        assertThat(replay.err()).contains("Nothing ran in " + empty);
        assertThat(empty).doesNotExist();
    }

    @Test
    void setsAStoppedRunBackSoThatItsNextStartBringsRowsBack() throws Exception {
        Path stopped = folder.resolve("stopped");
        var there = new Landed(stopped);
        int port = FreePorts.next();
        Map<String, Long> all;
        try (HeadgateProcess first = HeadgateProcess.run(folder, file, stopped, port);
                var sender = new EventClient(port)) {
            all = land(sender, there, "stopped-");
            there.execute("DELETE FROM %s.event WHERE kafka_offset %% 2 = 0");
            assertThat(first.terminate()).isEqualTo(143);
        }

        Execution replay = replay(stopped, "--from-offset", "0");

        assertThat(replay.exitCode()).as(replay.err()).isZero();
        assertThat(replay.out()).contains(EVENTS + " records will be read again.");
        try (HeadgateProcess _ = HeadgateProcess.run(folder, file, stopped, port)) {
            there.awaitSettled();
            assertThat(there.rows("")).isEqualTo(all);
        }
    }

    private static Execution replay(Path where, String... arguments) {
        var command =
                new ArrayList<>(
                        List.of(
                                "replay",
                                file.toString(),
                                "--data",
                                where.toString(),
                                "--topic",
                                Landed.TOPIC));
        command.addAll(List.of(arguments));
        return Execution.of(command.toArray(String[]::new));
    }

    /** Sends events of new ids and returns, when all are rows, what the table holds of them. */
    private static Map<String, Long> land(EventClient sender, Landed where, String prefix)
            throws IOException, InterruptedException {
        var sent = new TreeMap<String, Long>();
        for (int n = 0; n < EVENTS; n++) {
            assertThat(sender.post(prefix + n)).isEqualTo(202);
            sent.put(prefix + n, 1L);
        }
        await().atMost(PATIENCE).until(() -> where.rows(prefix).equals(sent));
        where.awaitSettled();
        return sent;
    }

    private static Map<String, Long> perPartition(String prefix) throws Exception {
        return landed.counts(
                """
                SELECT kafka_partition::text, count(*) FROM %%s.event
                WHERE starts_with(event_id, '%s') GROUP BY 1
                """
                        .formatted(prefix));
    }

    private static Instant lastAcceptance(String prefix) throws Exception {
        Map<String, Long> found =
                landed.counts(
                        """
                        SELECT 'last', (extract(epoch FROM max(accepted_at)) * 1000)::bigint
                        FROM %%s.event WHERE starts_with(event_id, '%s')
                        """
                                .formatted(prefix));
        return Instant.ofEpochMilli(found.getOrDefault("last", 0L));
    }
}
