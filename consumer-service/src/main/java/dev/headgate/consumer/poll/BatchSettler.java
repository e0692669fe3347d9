// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.LogKey;
import dev.headgate.consumer.landing.DataGap;
import dev.headgate.consumer.landing.FailureClass;
import dev.headgate.consumer.landing.Fence;
import dev.headgate.consumer.landing.IdentityVanished;
import dev.headgate.consumer.landing.LandingBatch;
import dev.headgate.consumer.landing.LandingFailure;
import dev.headgate.consumer.landing.LandingOutcome.CoordinateTaken;
import dev.headgate.consumer.landing.LandingOutcome.FenceLost;
import dev.headgate.consumer.landing.LandingOutcome.Landed;
import dev.headgate.consumer.landing.PartitionRef;
import dev.headgate.consumer.landing.PoisonSearch;
import dev.headgate.consumer.landing.WatermarkStore;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.consumer.record.RecordDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles batches of one partition, whatever it takes. A failure of the surroundings is waited out,
 * however long; a poisoned batch is searched and its bad records become dead letters in the same
 * transaction as their good neighbours; what nobody knows stops the line until it works again. Only
 * its lane's thread calls it.
 */
final class BatchSettler {

    private static final Logger LOGGER = LoggerFactory.getLogger(BatchSettler.class);

    private final PartitionRef partition;
    private final LaneTools tools;
    private final RecordDecoder decoder = new RecordDecoder();
    private final WatermarkStore watermarks = new WatermarkStore();
    private final PoisonSearch search;
    private final Backoff environment = Backoff.environment(new SplittableRandom());
    private final Backoff systemic = Backoff.systemic(new SplittableRandom());
    private volatile LaneCondition condition = new LaneCondition.Running();

    BatchSettler(PartitionRef partition, LaneTools tools) {
        this.partition = partition;
        this.tools = tools;
        this.search =
                new PoisonSearch(rows -> tools.landing().probe(partition, rows), tools.screen());
    }

    LaneCondition condition() {
        return condition;
    }

    /** Stops the line for good. */
    void stop(String reason) {
        condition = new LaneCondition.Stopped(Instant.now(), reason);
    }

    /** Settles the records; false if the fence is lost, and then nothing was written. */
    boolean settle(Fence fence, List<ConsumerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        LandingBatch batch = decode(fence, records);
        for (int attempt = 0; true; attempt++) {
            try {
                long begin = System.nanoTime();
                switch (tools.landing().land(batch)) {
                    case Landed(int rows, int suppressed, int dead) -> {
                        var took = Duration.ofNanos(System.nanoTime() - begin);
                        tools.totals().settled(rows, suppressed, dead, took);
                        condition = new LaneCondition.Running();
                        return true;
                    }
                    case FenceLost() -> {
                        return committedAfterAll(batch);
                    }
                    case CoordinateTaken(long offset) -> taken(offset, attempt);
                }
            } catch (IdentityVanished _) {
                await(environment.wait(0));
            } catch (RuntimeException e) {
                batch = afterFailure(batch, e, attempt);
            }
        }
    }

    /** Records a gap; false if the fence is lost, and then nothing was written. */
    boolean settle(Fence fence, DataGap gap) throws InterruptedException {
        for (int attempt = 0; true; attempt++) {
            try {
                boolean ours = tools.gaps().record(partition, fence, gap);
                condition = new LaneCondition.Running();
                if (ours) {
                    tools.totals().dataGap();
                }
                return ours;
            } catch (RuntimeException e) {
                waitOut(LandingFailure.of(e), attempt);
            }
        }
    }

    private LandingBatch decode(Fence fence, List<ConsumerRecord<byte[], byte[]>> records) {
        var rows = new ArrayList<EventRow>(records.size());
        var refused = new ArrayList<Refused>();
        for (var record : records) {
            switch (decoder.decode(record)) {
                case EventRow row -> rows.add(row);
                case Refused bad -> refused.add(bad);
            }
        }
        var last = records.getLast();
        return new LandingBatch(
                partition,
                fence,
                last.offset() + 1,
                last.leaderEpoch().orElse(null),
                rows,
                refused);
    }

    /**
     * The answer to a commit may have been lost on the way. If the watermark stands where this very
     * batch would have put it, under this lane's epoch, then the batch was committed.
     */
    private boolean committedAfterAll(LandingBatch batch) throws InterruptedException {
        for (int attempt = 0; true; attempt++) {
            try {
                Optional<Fence> now =
                        tools.database().transaction(tx -> watermarks.read(tx, partition));
                condition = new LaneCondition.Running();
                return now.equals(Optional.of(new Fence(batch.fence().epoch(), batch.end())));
            } catch (RuntimeException e) {
                waitOut(LandingFailure.of(e), attempt);
            }
        }
    }

    private LandingBatch afterFailure(LandingBatch batch, RuntimeException thrown, int attempt)
            throws InterruptedException {
        LandingFailure failure = LandingFailure.of(thrown);
        if (failure.failureClass() != FailureClass.POISON) {
            waitOut(failure, attempt);
            return batch;
        }
        try {
            List<Refused> poison = search.search(batch.rows());
            if (poison.isEmpty()) {
                waitOut(failure, attempt);
                return batch;
            }
            LOGGER.atWarn()
                    .addKeyValue(LogKey.PARTITION, partition)
                    .addKeyValue(LogKey.COUNT, poison.size())
                    .addKeyValue(LogKey.SQL_STATE, failure.sqlState())
                    .log("records that PostgreSQL refuses become dead letters");
            return batch.refusing(poison);
        } catch (RuntimeException e) {
            waitOut(LandingFailure.of(e), attempt);
            return batch;
        }
    }

    private void taken(long offset, int attempt) throws InterruptedException {
        halt(
                new LandingFailure(
                        FailureClass.SYSTEMIC,
                        null,
                        "offset " + offset + " is taken by a row with other data"),
                "CoordinateTaken",
                attempt);
    }

    private void waitOut(LandingFailure failure, int attempt) throws InterruptedException {
        switch (failure.failureClass()) {
            case ENVIRONMENT -> {
                if (!(condition instanceof LaneCondition.Waiting)) {
                    condition = new LaneCondition.Waiting(Instant.now(), reason(failure));
                    log(failure, attempt, "waiting for the database");
                }
                await(environment.wait(attempt));
            }
            case RETRYABLE, SYSTEMIC, POISON -> halt(failure, reason(failure), attempt);
        }
    }

    private void halt(LandingFailure failure, String reason, int attempt)
            throws InterruptedException {
        if (!(condition instanceof LaneCondition.Stopped)) {
            stop(reason);
            LOGGER.atError()
                    .addKeyValue(LogKey.PARTITION, partition)
                    .addKeyValue(LogKey.SQL_STATE, failure.sqlState())
                    .addKeyValue(LogKey.REASON, failure.message())
                    .log("line stopped; it goes on by itself once the cause is gone");
        }
        await(systemic.wait(attempt));
    }

    private void log(LandingFailure failure, int attempt, String message) {
        LOGGER.atWarn()
                .addKeyValue(LogKey.PARTITION, partition)
                .addKeyValue(LogKey.SQL_STATE, failure.sqlState())
                .addKeyValue(LogKey.REASON, failure.message())
                .addKeyValue(LogKey.ATTEMPT, attempt)
                .log(message);
    }

    private static String reason(LandingFailure failure) {
        @Nullable String state = failure.sqlState();
        return failure.failureClass() + (state == null ? "" : " " + state);
    }

    /** An interrupt may have been what broke the attempt; then it must end here. */
    private static void await(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }
}
