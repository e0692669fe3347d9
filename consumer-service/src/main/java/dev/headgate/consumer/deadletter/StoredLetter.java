// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import dev.headgate.consumer.landing.PartitionRef;
import dev.headgate.consumer.record.DecodedRecord;
import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.consumer.record.RecordDecoder;
import dev.headgate.consumer.record.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as far as trying it again needs it.
 *
 * @param id its number
 * @param partition its partition as the tables name it
 * @param original the record as it was received
 * @param patched the version to try in its place; null if it was not patched
 * @param state what became of it
 */
record StoredLetter(
        long id,
        PartitionRef partition,
        StoredRecord original,
        @Nullable StoredRecord patched,
        LetterState state) {

    /**
     * What it is to land as. A patched version lands with the hash of what was received: the row
     * still stands for the record at that place, and a reading of the topic from an earlier offset
     * must find it settled.
     */
    DecodedRecord decoded(RecordDecoder decoder) {
        if (patched == null) {
            return decoder.decode(original.kafka());
        }
        return switch (decoder.decode(patched.kafka())) {
            case EventRow row -> row.standingFor(decoder.hash(original.value()));
            case Refused refused -> refused;
        };
    }
}
