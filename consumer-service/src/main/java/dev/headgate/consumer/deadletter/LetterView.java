// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as people see it; the components are the members of the API's JSON.
 *
 * @param id its number
 * @param state what became of it
 * @param stateSince since when
 * @param topic the topic it was read from
 * @param partition the partition
 * @param offset the offset
 * @param acceptedAt the record's timestamp in Kafka
 * @param eventId the event's id; null if the headers tell none
 * @param eventType the event's type; null if the headers tell none
 * @param key the record's key, cut if long; null if it has none or it is no text
 * @param stage where it failed
 * @param failureClass the class of the failure
 * @param reason one word for the cause
 * @param sqlstate what PostgreSQL answered; null if it was not asked
 * @param detail a sentence about the cause
 * @param cause the same for all that failed for the same cause
 * @param attempts how often landing was tried
 * @param replays how many replays failed
 * @param replayId the replay that it belongs or belonged to last; null if none
 * @param failedAt when it was given up
 * @param bytes length of the value
 * @param patched whether there is a corrected version
 */
public record LetterView(
        long id,
        String state,
        String stateSince,
        String topic,
        int partition,
        long offset,
        String acceptedAt,
        @Nullable String eventId,
        @Nullable String eventType,
        @Nullable String key,
        String stage,
        @JsonProperty("class") String failureClass,
        String reason,
        @Nullable String sqlstate,
        String detail,
        String cause,
        int attempts,
        int replays,
        @Nullable Long replayId,
        String failedAt,
        int bytes,
        boolean patched) {

    /**
     * Some letters, the newest first.
     *
     * @param letters the letters
     * @param next what to say as {@code before} to get those that follow; null if none do
     */
    public record Page(List<LetterView> letters, @Nullable Long next) {}

    /**
     * All letters that failed for the same cause.
     *
     * @param cause what to filter by to get them
     * @param letters how many there are
     * @param first when the first was given up
     * @param last when the last was given up
     * @param stage where they failed
     * @param failureClass the class of the failure
     * @param reason one word for the cause
     * @param sqlstate what PostgreSQL answered; null if it was not asked
     * @param example what was said about the latest
     */
    public record Cause(
            String cause,
            int letters,
            String first,
            String last,
            String stage,
            @JsonProperty("class") String failureClass,
            String reason,
            @Nullable String sqlstate,
            String example) {}

    /**
     * The causes, those with most letters first.
     *
     * @param causes the causes
     * @param more whether there are more than that
     */
    public record Causes(List<Cause> causes, boolean more) {}

    /**
     * One version of a record's content.
     *
     * @param headers the headers in order, as the table has them
     * @param text the value if it is text; else null
     * @param base64 the value if it is none; else null
     * @param cut whether the value is longer than what is shown
     */
    public record Content(
            JsonNode headers, @Nullable String text, @Nullable String base64, boolean cut) {

        static final int BYTES_MAX = 1 << 20;

        static Content of(JsonNode headers, byte @Nullable [] value) {
            if (value == null) {
                return new Content(headers, null, null, false);
            }
            boolean cut = value.length > BYTES_MAX;
            byte[] shown = cut ? Arrays.copyOf(value, BYTES_MAX) : value;
            @Nullable String text = LetterView.text(shown);
            return text != null
                    ? new Content(headers, text, null, cut)
                    : new Content(headers, null, Base64.getEncoder().encodeToString(shown), cut);
        }
    }

    /**
     * A corrected version.
     *
     * @param version its number
     * @param by who made it
     * @param at when
     * @param reason why
     * @param content what it is
     */
    public record Patch(int version, String by, String at, String reason, Content content) {}

    /**
     * Something that was done to a letter.
     *
     * @param at when
     * @param actor who did it
     * @param action what was done
     * @param from the state before
     * @param to the state after
     * @param replayId in which replay; null if in none
     * @param reason why; null if nobody said
     */
    public record Line(
            String at,
            String actor,
            String action,
            String from,
            String to,
            @Nullable Long replayId,
            @Nullable String reason) {}

    /**
     * All that is known of a letter.
     *
     * @param letter what the list says too
     * @param content the record as it was received
     * @param patch the latest corrected version; null if there is none
     * @param history what was done to it, the latest first, bounded
     */
    public record Whole(
            LetterView letter, Content content, @Nullable Patch patch, List<Line> history) {}

    /** The bytes as text; null if they are none. */
    static @Nullable String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }
}
