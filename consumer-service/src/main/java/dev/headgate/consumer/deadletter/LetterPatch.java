// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.consumer.record.DecodedRecord.EventRow;
import dev.headgate.consumer.record.DecodedRecord.Refused;
import dev.headgate.consumer.record.HeaderJson;
import dev.headgate.consumer.record.JsonSyntax;
import dev.headgate.consumer.record.RecordDecoder;
import dev.headgate.consumer.record.Refusal;
import dev.headgate.consumer.record.StoredRecord;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What is to be corrected of a dead letter; what it does not name stays as it is.
 *
 * @param value the whole value in place of the present one; null to keep that
 * @param headers headers by name that are set, or taken away where the value is empty
 * @param reason why, in one sentence
 */
@SuppressWarnings("ArrayRecordComponent") // Handed to the database, never compared.
public record LetterPatch(byte @Nullable [] value, Map<String, String> headers, String reason) {

    /** Keeps the map from changing. */
    public LetterPatch {
        headers = Map.copyOf(headers);
    }

    /** The record with the correction. */
    StoredRecord applied(StoredRecord record) {
        Headers all = HeaderJson.parse(record.headers());
        headers.forEach((name, text) -> {
            all.remove(name);
            if (!text.isEmpty()) {
                all.add(name, text.getBytes(UTF_8));
            }
        });
        byte @Nullable [] kept = value == null ? record.value() : value;
        return record.with(kept, HeaderJson.of(all));
    }

    /** Why the corrected record cannot land, as far as that can be told without trying. */
    static Optional<Refusal> flaw(StoredRecord corrected) {
        return switch (new RecordDecoder().decode(corrected.kafka())) {
            case Refused refused -> Optional.of(refused.refusal());
            case EventRow row when row.json() != null && !JsonSyntax.isPlausible(row.json()) ->
                    Optional.of(
                            new Refusal(
                                    Refusal.Stage.LAND,
                                    "MalformedJson",
                                    "the data are not one JSON value",
                                    null));
            case EventRow _ -> Optional.empty();
        };
    }
}
