// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.ConsumerSettings;
import dev.headgate.consumer.ConsumerSettings.BatchSettings;
import dev.headgate.consumer.ConsumerTotals;
import dev.headgate.consumer.RetrySettings;
import dev.headgate.consumer.handling.EventHandling;
import dev.headgate.consumer.landing.DataGapStore;
import dev.headgate.consumer.landing.JsonScreen;
import dev.headgate.consumer.landing.LandingDatabase;
import dev.headgate.consumer.landing.LandingTransaction;
import dev.headgate.consumer.landing.ParkingTable;
import dev.headgate.consumer.landing.PoisonShare;

/**
 * What all lanes of a service share.
 *
 * @param database connections
 * @param landing the landing transaction
 * @param screen the question which texts are no JSON
 * @param gaps the record of what was missed
 * @param parking the parked records
 * @param handling the pipeline's handler
 * @param poison the judgement on how much of it is too much
 * @param batch bounds of a batch
 * @param retry bounds of the parked records
 * @param totals where the work is counted
 */
public record LaneTools(
        LandingDatabase database,
        LandingTransaction landing,
        JsonScreen screen,
        DataGapStore gaps,
        ParkingTable parking,
        EventHandling handling,
        PoisonShare poison,
        BatchSettings batch,
        RetrySettings retry,
        ConsumerTotals totals) {

    /** The tools of a service that works on this database. */
    public static LaneTools of(
            ConsumerSettings settings,
            LandingDatabase database,
            EventHandling handling,
            ConsumerTotals totals) {
        return new LaneTools(
                database,
                new LandingTransaction(database, settings.deduplicate()),
                new JsonScreen(database),
                new DataGapStore(database),
                new ParkingTable(),
                handling,
                new PoisonShare(settings.poisonStop()),
                settings.batch(),
                settings.retry(),
                totals);
    }
}
