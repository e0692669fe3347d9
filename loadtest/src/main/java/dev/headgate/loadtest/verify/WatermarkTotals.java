// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import static dev.headgate.tables.generated.Tables.RETRY_RECORD;
import static dev.headgate.tables.generated.Tables.WATERMARK;

import java.math.BigDecimal;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What all watermarks of a pipeline have counted together.
 *
 * @param landed rows
 * @param suppressed repeats that were kept out
 * @param deadLettered records that became dead letters when they were read
 * @param retried records that were parked and are so no more, whatever became of them
 */
public record WatermarkTotals(long landed, long suppressed, long deadLettered, long retried) {

    /**
     * What they say now: one row is read for each partition and for each record that is parked,
     * however many events there are.
     */
    static WatermarkTotals read(DSLContext sql) {
        var stillParked = DSL.field(DSL.select(DSL.count()).from(RETRY_RECORD));
        return sql.select(
                        DSL.sum(WATERMARK.LANDED),
                        DSL.sum(WATERMARK.SUPPRESSED),
                        DSL.sum(WATERMARK.DEAD_LETTERED),
                        DSL.sum(WATERMARK.PARKED),
                        stillParked)
                .from(WATERMARK)
                .fetchSingle(row ->
                        new WatermarkTotals(
                                number(row.value1()),
                                number(row.value2()),
                                number(row.value3()),
                                number(row.value4()) - row.value5()));
    }

    /** What was counted after an earlier reading. */
    WatermarkTotals since(WatermarkTotals earlier) {
        return new WatermarkTotals(
                landed - earlier.landed,
                suppressed - earlier.suppressed,
                deadLettered - earlier.deadLettered,
                retried - earlier.retried);
    }

    /** Records that reached their end. */
    long settled() {
        return landed + suppressed + deadLettered + retried;
    }

    private static long number(@Nullable BigDecimal sum) {
        return sum == null ? 0 : sum.longValueExact();
    }
}
