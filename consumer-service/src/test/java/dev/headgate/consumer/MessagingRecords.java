// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.EVENT;
import static dev.headgate.tables.generated.Tables.RETRY_RECORD;

import dev.headgate.consumer.MessagingTable.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Records that are not like the others: slow ones, and ones that cannot land. */
record MessagingRecords(MessagingStage stage, MessagingTable table) {

    static final String POLL_INTERVAL_MILLIS = "5000";

    /** Rows in a transaction where each takes 200 ms. */
    static final int SLOW_BATCH = 10;

    static final int SLOW_SECONDS = 10;

    private static final int SLOW = 30_000;
    private static final int OTHERS = 1_000;
    private static final int OTHERS_AGAIN_SECONDS = 3;
    private static final int FEW = 1_000;
    private static final int BATCH = 1_000;
    private static final Duration SETTLED = Duration.ofSeconds(8);
    private static final String NO_JSON = "no JSON";

    void slowHandler() {
        for (Contender contender : Contender.values()) {
            try (var rig = stage.rig(2)) {
                MessagingStage.send(rig, 1, OTHERS, MessagingStage.EVENTS, MessagingStage.DATA);
                MessagingStage.send(
                        rig,
                        0,
                        SLOW,
                        MeasuredHandler.SLOW,
                        "{\"note\":\"" + "x".repeat(1_000) + "\"}");
                slowHandler(contender, rig);
            }
        }
    }

    private void slowHandler(Contender contender, Rig rig) {
        var start =
                new Contender.Start(
                        contender == Contender.DEFAULTS ? 1 : SLOW_BATCH,
                        false,
                        rig.settings(
                                "consumer.handler.name",
                                MeasuredHandler.NAME,
                                "consumer.kafka.consumer.max.poll.interval.ms",
                                POLL_INTERVAL_MILLIS,
                                "consumer.memory-bytes-max",
                                "16777216",
                                "consumer.drain-timeout",
                                "PT1S"));
        MeasuredHandler.hurry(false);
        long before = heap();
        long begin = System.nanoTime();
        try (Contender.Running _ = contender.start(start)) {
            MessagingStage.until(Duration.ofSeconds(OTHERS_AGAIN_SECONDS), () -> false);
            MessagingStage.send(rig, 1, OTHERS, MessagingStage.EVENTS, MessagingStage.DATA);
            boolean done =
                    MessagingStage.until(
                            left(begin),
                            () ->
                                    rig.dsl().fetchCount(EVENT, EVENT.KAFKA_PARTITION.eq(1))
                                            == 2 * OTHERS);
            double others = (System.nanoTime() - begin) / 1e9;
            MessagingStage.until(left(begin), () -> false);
            int rows = rig.count(EVENT);
            int slow = rig.dsl().fetchCount(EVENT, EVENT.KAFKA_PARTITION.eq(0));
            table.put(
                    Line.SLOW_OTHERS,
                    contender,
                    done
                            ? String.format(Locale.ROOT, "landed after %.1f s", others)
                            : String.format(
                                    Locale.ROOT,
                                    "%,d landed after %d s",
                                    rows - slow,
                                    SLOW_SECONDS));
            table.put(
                    Line.SLOW_AGAIN,
                    contender,
                    String.format(
                            Locale.ROOT,
                            "%d landed in %d s, %d of them acknowledged to Kafka",
                            slow,
                            SLOW_SECONDS,
                            committed(rig)));
            table.put(
                    Line.SLOW_MEMORY,
                    contender,
                    String.format(Locale.ROOT, "+%d MB", (heap() - before) / (1024 * 1024)));
            MeasuredHandler.hurry(true);
        }
    }

    private static Duration left(long begin) {
        return Duration.ofSeconds(SLOW_SECONDS).minusNanos(System.nanoTime() - begin);
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long committed(Rig rig) {
        return rig.committedOffsets().getOrDefault(0, 0L);
    }

    void exception() {
        failing(Line.EXCEPTION, MeasuredHandler.FAILING, MessagingStage.DATA, false);
    }

    void poison() {
        failing(Line.POISON, MessagingStage.EVENTS, NO_JSON, false);
    }

    void deserialiser() {
        failing(Line.DESERIALISER, MessagingStage.EVENTS, NO_JSON, true);
    }

    /** A consumer that has ended is started a second time, as a supervisor would. */
    private void failing(Line line, String type, String data, boolean objects) {
        for (Contender contender : Contender.values()) {
            try (var rig = stage.rig(1)) {
                TopicPartition dead = rig.createDeadLetterTopic(1).getFirst();
                MessagingStage.send(rig, 0, FEW / 2, MessagingStage.EVENTS, MessagingStage.DATA);
                MessagingStage.send(rig, 0, 1, type, data);
                MessagingStage.send(
                        rig, 0, FEW - FEW / 2 - 1, MessagingStage.EVENTS, MessagingStage.DATA);
                var start =
                        new Contender.Start(
                                contender == Contender.DEFAULTS ? 1 : BATCH,
                                objects,
                                rig.settings("consumer.handler.name", MeasuredHandler.NAME));
                int ends = 0;
                for (int run = 0; run == ends && run < 2; run++) {
                    ends += endsAt(contender, start, rig, dead) ? 1 : 0;
                }
                table.put(line, contender, fate(rig, dead, ends));
            }
        }
    }

    private static boolean endsAt(
            Contender contender, Contender.Start start, Rig rig, TopicPartition dead) {
        try (Contender.Running running = contender.start(start)) {
            MessagingStage.until(SETTLED, () -> running.ended() || settled(rig, contender, dead));
            return running.ended();
        }
    }

    private static boolean settled(Rig rig, Contender contender, TopicPartition dead) {
        return rig.count(EVENT) == FEW - 1
                && (contender == Contender.OWN
                                ? rig.count(RETRY_RECORD) + rig.count(DEAD_LETTER)
                                : end(rig, dead))
                        == 1;
    }

    private static long end(Rig rig, TopicPartition dead) {
        try {
            return rig.admin()
                    .listOffsets(Map.of(dead, OffsetSpec.latest()))
                    .partitionResult(dead)
                    .get()
                    .offset();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String fate(Rig rig, TopicPartition dead, int ends) {
        int parked = rig.count(RETRY_RECORD);
        boolean letter = rig.count(DEAD_LETTER) + end(rig, dead) > 0;
        var words =
                new ArrayList<>(
                        List.of(String.format(Locale.ROOT, "%,d landed", rig.count(EVENT))));
        if (parked > 0) {
            words.add(parked + " parked to be tried again");
        }
        if (letter) {
            words.add("1 dead letter");
        }
        if (ends > 0) {
            words.add(ends > 1 ? "the channel ends, after a restart again" : "the channel ends");
        }
        return String.join(", ", words);
    }
}
