// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event as it was read from a body. Without violations, its type is there.
 *
 * @param pointer where it stands in the body: empty for a single event, else {@code /index}
 * @param start offset of its first byte in the body
 * @param end offset behind its last byte
 * @param dataStart offset of the data's first byte in the body
 * @param dataEnd offset behind the data's last byte; the same as {@code dataStart} if there is none
 * @param context what it says as a CloudEvent; null if it was not posted as one
 */
public record ReceivedEvent(
        String pointer,
        int start,
        int end,
        @Nullable String id,
        String type,
        @Nullable String key,
        @Nullable String time,
        int dataStart,
        int dataEnd,
        List<EventViolation> violations,
        @Nullable CloudEventContext context) {

    private static final byte[] NO_DATA = {'n', 'u', 'l', 'l'};

    /** Whether nothing was found wrong. */
    public boolean valid() {
        return violations.isEmpty();
    }

    /** Size of the data in bytes. */
    public int dataBytes() {
        return dataEnd - dataStart;
    }

    /**
     * The data as Kafka gets it, byte for byte. A CloudEvent may have none, which is kept as the
     * JSON text {@code null}: a record without a value would mean that something is deleted.
     */
    public byte[] data(byte[] body) {
        return dataBytes() == 0 ? NO_DATA.clone() : Arrays.copyOfRange(body, dataStart, dataEnd);
    }

    /** All of it as it stood in the body, byte for byte. */
    public byte[] whole(byte[] body) {
        return Arrays.copyOfRange(body, start, end);
    }

    /** The same event under another id. */
    public ReceivedEvent withId(String otherId) {
        return new ReceivedEvent(
                pointer,
                start,
                end,
                otherId,
                type,
                key,
                time,
                dataStart,
                dataEnd,
                violations,
                context);
    }

    /** The same event, found wrong. */
    public ReceivedEvent refused(EventViolation violation) {
        return refused(List.of(violation));
    }

    /** The same event, found wrong in several ways. */
    public ReceivedEvent refused(List<EventViolation> found) {
        return new ReceivedEvent(
                pointer, start, end, id, type, key, time, dataStart, dataEnd, found, context);
    }

    /**
     * Whether another event of the same body says the same: type, key, time, context and bytes of
     * data.
     */
    public boolean sameContent(ReceivedEvent other, byte[] body) {
        return type.equals(other.type)
                && Objects.equals(key, other.key)
                && Objects.equals(time, other.time)
                && Objects.equals(context, other.context)
                && Arrays.equals(body, dataStart, dataEnd, body, other.dataStart, other.dataEnd);
    }
}
