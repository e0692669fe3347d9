// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

import dev.headgate.consumer.ConsumerSettings.DatabaseSettings;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import java.util.List;

/** The landing statement for consumers other than ours, each call a transaction of its own. */
public final class RowInsert implements AutoCloseable {

    private final LandingDatabase database;
    private final EventTable events = new EventTable();

    /** Rows go into the event table of the settings' schema. */
    public RowInsert(DatabaseSettings settings) {
        this.database = new LandingDatabase(settings, "rows");
    }

    /** Lands the rows of one partition; answers how many were not there yet. */
    public int land(List<EventRow> rows) throws InterruptedException {
        int partition = rows.getFirst().kafka().partition();
        return database.transaction(tx -> events.insert(tx, new PartitionRef(1, partition), rows));
    }

    @Override
    public void close() {
        database.close();
    }
}
