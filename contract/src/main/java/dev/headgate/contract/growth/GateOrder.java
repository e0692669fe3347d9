// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.growth;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.headgate.contract.json.RecordJson;
import java.time.Duration;
import java.util.Optional;

/**
 * What the operator asks of an ingest replica for one topic: send none of its events until your
 * producer sees so many partitions, for so long at most. The time is a duration, counted from the
 * order's arrival, so that clocks may differ.
 *
 * @param partitions number that the topic will have, at least 2
 * @param millis how long the gate is closed at most, 1 to {@link #MILLIS_MAX}
 */
public record GateOrder(
        @JsonProperty(required = true) int partitions, @JsonProperty(required = true) long millis) {

    /** Under it, on the management port, each topic has its gate. */
    public static final String PATH = "/growth-gates/";

    /** A gate is never closed for longer, whatever is asked. */
    public static final long MILLIS_MAX = 120_000;

    /** No order or report needs more. */
    public static final int BYTES_MAX = 1024;

    private static final int PARTITIONS_MIN = 2;

    public GateOrder {
        if (partitions < PARTITIONS_MIN) {
            throw new IllegalArgumentException(
                    "partitions is %d: a topic that grows has at least %d"
                            .formatted(partitions, PARTITIONS_MIN));
        }
        if (millis < 1 || millis > MILLIS_MAX) {
            throw new IllegalArgumentException(
                    "millis is %d: must be between 1 and %d".formatted(millis, MILLIS_MAX));
        }
    }

    /** How long the gate is closed at most. */
    public Duration time() {
        return Duration.ofMillis(millis);
    }

    /** As JSON. */
    public byte[] toJson() {
        return RecordJson.COMPLETE.write(this);
    }

    /** From JSON; nothing if it is no order. */
    public static Optional<GateOrder> fromJson(byte[] json) {
        return RecordJson.COMPLETE.read(json, GateOrder.class);
    }
}
