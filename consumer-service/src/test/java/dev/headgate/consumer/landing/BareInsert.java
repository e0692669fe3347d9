// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import dev.headgate.consumer.ConsumerSettings.DatabaseSettings;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import java.time.Duration;
import java.util.List;

/** What the landing statement does by itself: one connection, no Kafka, no fence, no identities. */
public final class BareInsert {

    private BareInsert() {}

    /** Inserts the rows in batches, each in its transaction; answers how long it took. */
    public static Duration run(DatabaseSettings settings, List<EventRow> rows, int batch)
            throws InterruptedException {
        var events = new EventTable();
        try (var database = new LandingDatabase(settings, "bare")) {
            long begin = System.nanoTime();
            for (int from = 0; from < rows.size(); from += batch) {
                List<EventRow> part = rows.subList(from, Math.min(rows.size(), from + batch));
                var partition = new PartitionRef(1, part.getFirst().kafka().partition());
                database.transaction(tx -> events.insert(tx, partition, part));
            }
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }
}
