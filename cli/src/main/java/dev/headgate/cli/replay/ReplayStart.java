// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.replay;

import java.time.Instant;
import org.apache.kafka.clients.admin.OffsetSpec;

/** From where a topic shall be read again. */
sealed interface ReplayStart {

    /** An offset, the same in each partition; where the log begins later, from there. */
    record Offset(long offset) implements ReplayStart {}

    /** The first record accepted at this instant or later. */
    record Time(Instant instant) implements ReplayStart {
        OffsetSpec spec() {
            return OffsetSpec.forTimestamp(instant.toEpochMilli());
        }
    }
}
