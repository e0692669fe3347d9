// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.verify;

import dev.headgate.loadtest.outcome.AcknowledgedPositions.TopicPartition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the database is behind the last acknowledged place of each partition. */
public sealed interface Settlement {

    /** Every acknowledged place is settled: what is not in the database now will never be. */
    record Settled() implements Settlement {}

    /**
     * Some are not.
     *
     * @param behind the partitions that have something left
     * @param trouble why the database cannot be asked at present; null if it answers
     */
    record Unsettled(List<Behind> behind, @Nullable String trouble) implements Settlement {

        public Unsettled {
            behind = List.copyOf(behind);
        }

        /** Records from the watermarks to the acknowledged places, those of others included. */
        public long records() {
            return behind.stream().mapToLong(Behind::records).sum();
        }
    }

    /**
     * A partition that has something left.
     *
     * @param partition which
     * @param nextOffset its watermark: the first offset that is not settled; 0 without one
     * @param wantedOffset the last acknowledged offset
     */
    record Behind(TopicPartition partition, long nextOffset, long wantedOffset) {

        /** Records from the watermark to the acknowledged place. */
        public long records() {
            return wantedOffset + 1 - nextOffset;
        }
    }
}
