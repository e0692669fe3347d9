// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event as it was read from a body. Without violations, type and data are there.
 *
 * @param pointer where it stands in the body: empty for a single event, else {@code /index}
 * @param dataStart offset of the data's first byte in the body
 * @param dataEnd offset behind the data's last byte
 */
public record ReceivedEvent(
        String pointer,
        @Nullable String id,
        String type,
        @Nullable String key,
        @Nullable String time,
        int dataStart,
        int dataEnd,
        List<EventViolation> violations) {

    /** Whether nothing was found wrong. */
    public boolean valid() {
        return violations.isEmpty();
    }

    /** Size of the data in bytes. */
    public int dataBytes() {
        return dataEnd - dataStart;
    }

    /** The same event under another id. */
    public ReceivedEvent withId(String otherId) {
        return new ReceivedEvent(pointer, otherId, type, key, time, dataStart, dataEnd, violations);
    }

    /** The same event, found wrong. */
    public ReceivedEvent refused(EventViolation violation) {
        return refused(List.of(violation));
    }

    /** The same event, found wrong in several ways. */
    public ReceivedEvent refused(List<EventViolation> found) {
        return new ReceivedEvent(pointer, id, type, key, time, dataStart, dataEnd, found);
    }

    /** Whether another event of the same body says the same: type, key, time and bytes of data. */
    public boolean sameContent(ReceivedEvent other, byte[] body) {
        return type.equals(other.type)
                && Objects.equals(key, other.key)
                && Objects.equals(time, other.time)
                && Arrays.equals(body, dataStart, dataEnd, body, other.dataStart, other.dataEnd);
    }
}
