// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer;

import static dev.headgate.tables.generated.Tables.EVENT;

import dev.headgate.consumer.MessagingTable.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Servers and consumers that go away among records and come back. */
record MessagingOutages(MessagingStage stage, MessagingTable table) {

    static final int STREAM = 2_000;

    private static final int PARTITIONS = 2;
    private static final int BATCH = 200;
    private static final Duration OUTAGE = Duration.ofSeconds(3);
    private static final Duration FIRST = Duration.ofSeconds(20);
    private static final Duration SETTLED = Duration.ofSeconds(40);

    /** Longer than the group misses a member that was killed. */
    private static final Duration STANDSTILL = Duration.ofSeconds(9);

    void postgres() {
        outages(Line.POSTGRES, stage.postgres()::crash, stage.postgres()::restart);
    }

    void broker() {
        outages(Line.BROKER, stage.kafka()::kill, stage.kafka()::restart);
    }

    private void outages(Line line, Runnable kill, Runnable restart) {
        for (Contender contender : Contender.values()) {
            outage(line, contender, kill, restart);
        }
    }

    /** Half of the records come after the outage: a consumer may have read the others before. */
    private void outage(Line line, Contender contender, Runnable kill, Runnable restart) {
        try (var rig = stage.rig(PARTITIONS)) {
            send(rig);
            MessagingStage.countArrivals(rig);
            String fate;
            try (Contender.Running running = contender.start(start(contender, rig))) {
                MessagingStage.until(FIRST, () -> running.landed() > 0);
                kill.run();
                MessagingStage.until(OUTAGE, () -> false);
                restart.run();
                send(rig);
                fate = fate(running, rig);
            }
            table.put(line, contender, fate + afterwards(contender, rig));
        }
    }

    private static String fate(Contender.Running running, Rig rig) {
        long begin = System.nanoTime();
        boolean all = settled(rig, 2 * STREAM, running::ended);
        if (running.ended()) {
            return "the channel ends";
        }
        return all
                ? String.format(
                        Locale.ROOT,
                        "goes on, all landed %.1f s later",
                        (System.nanoTime() - begin) / 1e9)
                : "stands still";
    }

    /** What is in the table once a second start has had its time, where the first left records. */
    private static String afterwards(Contender contender, Rig rig) {
        if (rig.count(EVENT) == 2 * STREAM) {
            return String.format(Locale.ROOT, "; %d doubled", MessagingStage.doubled(rig));
        }
        try (Contender.Running _ = contender.start(start(contender, rig))) {
            var _ = settled(rig, 2 * STREAM, () -> false);
        }
        return String.format(
                Locale.ROOT,
                "; after a restart %d missing, %d doubled",
                2 * STREAM - rig.count(EVENT),
                MessagingStage.doubled(rig));
    }

    void stop() {
        for (Contender contender : Contender.values()) {
            try (var rig = stage.rig(PARTITIONS)) {
                send(rig);
                MessagingStage.countArrivals(rig);
                try (Contender.Running running = contender.start(start(contender, rig))) {
                    MessagingStage.until(FIRST, () -> running.landed() > 0);
                }
                try (Contender.Running _ = contender.start(start(contender, rig))) {
                    var _ = settled(rig, STREAM, () -> false);
                }
                table.put(Line.STOP, contender, result(rig));
            }
        }
    }

    void kill() throws IOException, InterruptedException {
        for (Contender contender : Contender.values()) {
            try (var rig = stage.rig(PARTITIONS)) {
                send(rig);
                MessagingStage.countArrivals(rig);
                Process first = contender.process(start(contender, rig), stage.folder());
                MessagingStage.until(FIRST, () -> rig.count(EVENT) > 0);
                first.destroyForcibly().waitFor();
                Process second = contender.process(start(contender, rig), stage.folder());
                var _ = settled(rig, STREAM, () -> false);
                second.destroyForcibly().waitFor();
                table.put(Line.KILL, contender, result(rig));
            }
        }
    }

    /** Waits for so many rows, or until nothing moves any more; answers whether all are there. */
    private static boolean settled(Rig rig, int rows, BooleanSupplier ended) {
        var seen = new AtomicInteger();
        var seenAt = new AtomicLong(System.nanoTime());
        MessagingStage.until(
                SETTLED,
                () -> {
                    int now = rig.count(EVENT);
                    if (now != seen.getAndSet(now)) {
                        seenAt.set(System.nanoTime());
                    }
                    return now == rows
                            || ended.getAsBoolean()
                            || System.nanoTime() - seenAt.get() > STANDSTILL.toNanos();
                });
        return rig.count(EVENT) == rows;
    }

    private static String result(Rig rig) {
        return String.format(
                Locale.ROOT,
                "%d missing, %d doubled",
                STREAM - rig.count(EVENT),
                MessagingStage.doubled(rig));
    }

    private static void send(Rig rig) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            MessagingStage.send(
                    rig,
                    partition,
                    STREAM / PARTITIONS,
                    MeasuredHandler.PACED,
                    MessagingStage.DATA);
        }
    }

    private static Contender.Start start(Contender contender, Rig rig) {
        return new Contender.Start(
                contender == Contender.DEFAULTS ? 1 : BATCH,
                false,
                rig.settings("consumer.handler.name", MeasuredHandler.NAME));
    }
}
