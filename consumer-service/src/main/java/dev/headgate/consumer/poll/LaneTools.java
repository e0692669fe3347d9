// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.poll;

import dev.headgate.consumer.ConsumerSettings.BatchSettings;
import dev.headgate.consumer.ConsumerTotals;
import dev.headgate.consumer.landing.DataGapStore;
import dev.headgate.consumer.landing.JsonScreen;
import dev.headgate.consumer.landing.LandingDatabase;
import dev.headgate.consumer.landing.LandingTransaction;
import dev.headgate.contract.pipeline.Deduplicate;

/**
 * What all lanes of a service share.
 *
 * @param database connections
 * @param landing the landing transaction
 * @param screen the question which texts are no JSON
 * @param gaps the record of what was missed
 * @param batch bounds of a batch
 * @param totals where the work is counted
 */
public record LaneTools(
        LandingDatabase database,
        LandingTransaction landing,
        JsonScreen screen,
        DataGapStore gaps,
        BatchSettings batch,
        ConsumerTotals totals) {

    /** The tools of a service that works on this database. */
    public static LaneTools of(
            LandingDatabase database,
            Deduplicate deduplicate,
            BatchSettings batch,
            ConsumerTotals totals) {
        return new LaneTools(
                database,
                new LandingTransaction(database, deduplicate),
                new JsonScreen(database),
                new DataGapStore(database),
                batch,
                totals);
    }
}
