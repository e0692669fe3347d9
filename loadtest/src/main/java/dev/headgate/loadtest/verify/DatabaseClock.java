// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The database's clock beside this machine's.
 *
 * @param aheadMicros by how much it is ahead; negative if it is behind
 */
record DatabaseClock(long aheadMicros) {

    private static final int QUESTIONS = 5;

    /** Asks a few times; the answer that came the fastest is the best. */
    static DatabaseClock ask(DSLContext sql) {
        Field<Long> now = micros(DSL.field("clock_timestamp()", SQLDataType.TIMESTAMPWITHTIMEZONE));
        long fastest = Long.MAX_VALUE;
        long ahead = 0;
        for (int n = 0; n < QUESTIONS; n++) {
            long began = micros(Instant.now());
            long theirs = sql.select(now).fetchSingle().value1();
            long took = micros(Instant.now()) - began;
            if (took < fastest) {
                fastest = took;
                ahead = theirs - (began + took / 2);
            }
        }
        return new DatabaseClock(ahead);
    }

    /** What this clock showed at an instant of ours, in microseconds since 1970. */
    long at(Instant instant) {
        return micros(instant) + aheadMicros;
    }

    /** A time as microseconds since 1970. */
    static Field<Long> micros(Field<?> time) {
        return DSL.field(
                "(extract(epoch from {0}) * 1000000)::bigint", SQLDataType.BIGINT.notNull(), time);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
