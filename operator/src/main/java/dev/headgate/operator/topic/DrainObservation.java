// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import dev.headgate.operator.resource.GrowthStatus.Hindrance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of a topic that is to grow.
 *
 * @param ingestReplicas ingest instances that run, ready or not
 * @param acknowledged those of them that hold back the topic's events and have none on the way
 * @param lagRecords records that have not landed; absent if it is not known
 * @param parkedRecords records set aside to be tried again; absent if it is not known. Consumers
 *     set none aside so far: what cannot land keeps its partition waiting, and counts as lag.
 * @param measuredAt when the older of the two was measured
 * @param partitions those that the topic has
 * @param deadLetterPartitions those that its dead-letter topic has
 */
public record DrainObservation(
        int ingestReplicas,
        int acknowledged,
        @Nullable Long lagRecords,
        @Nullable Long parkedRecords,
        Instant measuredAt,
        int partitions,
        int deadLetterPartitions) {

    boolean acknowledgedByAll() {
        return acknowledged >= ingestReplicas;
    }

    /** What a growth waits for. */
    Hindrance hindrance() {
        if (!acknowledgedByAll()) {
            return Hindrance.IngestNotDrained;
        }
        return lagRecords == null || parkedRecords == null
                ? Hindrance.KafkaSilent
                : Hindrance.NotLanded;
    }

    /** Whether nothing was left to land at a time that is late enough. */
    boolean emptySince(Instant time) {
        return lagRecords != null
                && lagRecords == 0
                && parkedRecords != null
                && parkedRecords == 0
                && !measuredAt.isBefore(time);
    }
}
