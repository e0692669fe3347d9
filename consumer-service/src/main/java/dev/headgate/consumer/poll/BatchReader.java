// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.LogKey;
import dev.headgate.consumer.handling.Handled;
import dev.headgate.consumer.landing.Fence;
import dev.headgate.consumer.landing.LandingBatch;
import dev.headgate.consumer.landing.Parked;
import dev.headgate.consumer.landing.PartitionRef;
import dev.headgate.consumer.landing.PoisonSearch;
import dev.headgate.consumer.record.DecodedRecord;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.consumer.record.JsonSyntax;
import dev.headgate.consumer.record.RecordDecoder;
import dev.headgate.consumer.record.Refusal;
import dev.headgate.consumer.record.RefusedEvent;
import dev.headgate.consumer.retry.RetrySchedule;
import dev.headgate.contract.name.PipelineNames;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Decides what is to become of each record of a batch, before anything is written: what the decoder
 * and the handler say at first, and what PostgreSQL says if it refuses the batch. Only its lane's
 * thread calls it.
 *
 * <p>Implementation note: a batch that PostgreSQL refuses is paid for several times, once for each
 * statement that searches it. So after poison was found the lane is wary for a while: it looks at
 * each text itself, and asks PostgreSQL about those that are no JSON before it sends the batch.
 */
final class BatchReader {

    private static final Logger LOGGER = LoggerFactory.getLogger(BatchReader.class);

    /** Batches without poison after which a lane is no longer wary. */
    private static final int WARY_BATCHES = 100;

    private final PartitionRef partition;
    private final LaneTools tools;
    private final RecordDecoder decoder = new RecordDecoder();
    private final PoisonSearch search;
    private final RetrySchedule schedule;
    private final SplittableRandom random = new SplittableRandom();
    private int waryBatches;

    BatchReader(PartitionRef partition, LaneTools tools) {
        this.partition = partition;
        this.tools = tools;
        this.search =
                new PoisonSearch(rows -> tools.landing().probe(partition, rows), tools.screen());
        this.schedule = new RetrySchedule(tools.retry());
    }

    /** The records as decoder and handler see them. */
    LandingBatch read(Fence fence, List<ConsumerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        var rows = new ArrayList<EventRow>(records.size());
        var refused = new ArrayList<Refused>();
        for (var record : records) {
            switch (decoded(record)) {
                case EventRow row -> rows.add(row);
                case Refused bad -> refused.add(bad);
            }
        }
        var last = records.getLast();
        var decoded =
                new LandingBatch(
                        partition,
                        fence,
                        last.offset() + 1,
                        last.leaderEpoch().orElse(null),
                        rows,
                        refused);
        LandingBatch batch = tools.handling().isAsItIs() ? decoded : handled(decoded);
        return waryBatches > 0 ? screened(batch) : batch;
    }

    private DecodedRecord decoded(ConsumerRecord<byte[], byte[]> kafka) {
        return PipelineNames.isRefusedTopic(kafka.topic())
                ? RefusedEvent.of(kafka)
                : decoder.decode(kafka);
    }

    /** The batch without the texts that are no JSON, of which PostgreSQL says so too. */
    private LandingBatch screened(LandingBatch batch) throws InterruptedException {
        List<EventRow> suspects =
                batch.rows().stream()
                        .filter(row -> row.json() != null && !JsonSyntax.isPlausible(row.json()))
                        .toList();
        List<Refused> poison = suspects.isEmpty() ? List.of() : search.screened(suspects);
        if (poison.isEmpty()) {
            waryBatches--;
            return batch;
        }
        return refusing(batch, poison, List.of());
    }

    /**
     * The batch without the rows that PostgreSQL refuses one by one; the same batch if there are
     * none. A failure that is no record's fault is thrown.
     */
    LandingBatch judged(LandingBatch batch) throws InterruptedException {
        PoisonSearch.Found found = search.search(batch.rows());
        if (found.isEmpty()) {
            return batch;
        }
        List<Parked> parked =
                found.retryable().stream()
                        .map(later -> parked(later.kafka(), later.refusal()))
                        .toList();
        return refusing(batch, found.poison(), parked);
    }

    /** Says so once for a row of bad batches: each has its dead letters, and they are counted. */
    private LandingBatch refusing(LandingBatch batch, List<Refused> poison, List<Parked> parked) {
        LOGGER.atLevel(waryBatches > 0 ? Level.DEBUG : Level.WARN)
                .addKeyValue(LogKey.PARTITION, partition)
                .addKeyValue(LogKey.COUNT, poison.size())
                .addKeyValue("parked", parked.size())
                .log("PostgreSQL refuses records of a batch");
        if (!poison.isEmpty()) {
            waryBatches = WARY_BATCHES;
        }
        return batch.refusing(poison).parking(parked);
    }

    private LandingBatch handled(LandingBatch decoded) throws InterruptedException {
        var rows = new ArrayList<EventRow>(decoded.rows().size());
        var refused = new ArrayList<>(decoded.refused());
        var parked = new ArrayList<Parked>();
        for (Handled handled : tools.handling().handle(decoded.rows())) {
            switch (handled) {
                case Handled.Ready(EventRow row) -> rows.add(row);
                case Handled.Rejected(Refused bad) -> refused.add(bad);
                case Handled.Postponed(EventRow row, Refusal why) ->
                        parked.add(parked(row.kafka(), why));
            }
        }
        return new LandingBatch(
                partition,
                decoded.fence(),
                decoded.end(),
                decoded.leaderEpoch(),
                rows,
                refused,
                parked);
    }

    private Parked parked(ConsumerRecord<byte[], byte[]> kafka, Refusal why) {
        return new Parked(kafka, why, 1, schedule.first(random), tools.retry().keepKeyOrder());
    }
}
