// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

import static dev.headgate.tables.generated.Tables.DEAD_LETTER;
import static dev.headgate.tables.generated.Tables.TOPIC_REF;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.consumer.record.RecordDecoder;
import dev.headgate.contract.event.EventHeader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Which dead letters are meant: those that fit all of these values, all of them if there is none.
 *
 * @param values what is asked for, each checked
 */
public record LetterFilter(Map<Key, String> values) {

    /** Longest value, in characters. */
    static final int VALUE_CHARS_MAX = 1024;

    /** What letters can be told by; the words are those of the API and the command. */
    public enum Key {
        /** Name of the topic. */
        TOPIC("topic"),
        /** Partition of the topic. */
        PARTITION("partition"),
        /** Given up at this time or later. */
        SINCE("since"),
        /** Given up before this time. */
        UNTIL("until"),
        /** Class of the failure. */
        CLASS("class"),
        /** One word for the cause. */
        REASON("reason"),
        /** What PostgreSQL answered. */
        SQLSTATE("sqlstate"),
        /** All that failed for the same cause. */
        CAUSE("cause"),
        /** The record's key. */
        KEY("key"),
        /** The event's id. */
        EVENT("event"),
        /** The event's type. */
        TYPE("type"),
        /** Text in the detail, the headers or the value. */
        TEXT("text"),
        /** What became of it. */
        STATE("state"),
        /** The replay that it belongs or belonged to. */
        REPLAY("replay");

        private final String word;

        Key(String word) {
            this.word = word;
        }

        /** The word in the API. */
        public String word() {
            return word;
        }

        /** The key of this word. */
        public static Optional<Key> of(String word) {
            return Arrays.stream(values()).filter(key -> key.word.equals(word)).findFirst();
        }
    }

    /** A value that cannot be worked with; the message is a sentence for people. */
    public static final class InvalidFilter extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidFilter(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Checks each value.
     *
     * @throws InvalidFilter if one cannot be worked with
     */
    public LetterFilter {
        values = Map.copyOf(values);
        values.forEach(LetterFilter::condition);
    }

    /**
     * The filter of these words; an empty value counts as none.
     *
     * @throws InvalidFilter if a word or a value cannot be worked with
     */
    public static LetterFilter of(Map<String, String> words) {
        var values = new EnumMap<Key, String>(Key.class);
        words.forEach((word, value) -> {
            Key key =
                    Key.of(word)
                            .orElseThrow(() ->
                                    new InvalidFilter(
                                            "%s is no filter; there are %s"
                                                    .formatted(word, Arrays.toString(words()))));
            if (!value.isEmpty()) {
                values.put(key, value);
            }
        });
        return new LetterFilter(values);
    }

    /** The words of all filters. */
    public static String[] words() {
        return Arrays.stream(Key.values()).map(Key::word).toArray(String[]::new);
    }

    /** True if it says something about this. */
    boolean has(Key key) {
        return values.containsKey(key);
    }

    /** The letters that fit. */
    Condition condition() {
        return values.entrySet().stream()
                .map(value -> condition(value.getKey(), value.getValue()))
                .reduce(DSL.noCondition(), Condition::and);
    }

    private static Condition condition(Key key, String value) {
        if (value.length() > VALUE_CHARS_MAX || value.indexOf('\0') >= 0) {
            throw new InvalidFilter(
                    "%s must be text of at most %d characters"
                            .formatted(key.word, VALUE_CHARS_MAX));
        }
        return switch (key) {
            case TOPIC ->
                    DEAD_LETTER.TOPIC_REF.in(
                            DSL.select(TOPIC_REF.TOPIC_REF_)
                                    .from(TOPIC_REF)
                                    .where(TOPIC_REF.TOPIC_NAME.eq(value)));
            case PARTITION -> DEAD_LETTER.KAFKA_PARTITION.eq((int) number(key, value));
            case SINCE -> DEAD_LETTER.FAILED_AT.ge(time(key, value));
            case UNTIL -> DEAD_LETTER.FAILED_AT.lt(time(key, value));
            case CLASS -> DEAD_LETTER.FAILURE_CLASS.eq(value);
            case REASON -> DEAD_LETTER.REASON.eq(value);
            case SQLSTATE -> DEAD_LETTER.SQLSTATE.eq(value);
            case CAUSE -> DEAD_LETTER.CAUSE.eq(value);
            case KEY -> DEAD_LETTER.RECORD_KEY.eq(value.getBytes(UTF_8));
            case EVENT -> header(EventHeader.ID, value);
            case TYPE -> header(EventHeader.TYPE, value);
            case TEXT -> text(value);
            case STATE -> state(value).now();
            case REPLAY -> DEAD_LETTER.REPLAY_ID.eq(number(key, value));
        };
    }

    private static Condition header(String name, String value) {
        return DSL.condition(
                "{0} @> jsonb_build_array(jsonb_build_object('name', {1}, 'value', {2}))",
                DEAD_LETTER.RECORD_HEADERS, DSL.inline(name), text(DSL.val(value)));
    }

    private static Condition text(String value) {
        return DEAD_LETTER
                .DETAIL
                .containsIgnoreCase(value)
                .or(DEAD_LETTER.RECORD_HEADERS.cast(SQLDataType.CLOB).contains(value))
                .or(
                        DSL.condition(
                                "position({0} in {1}) > 0",
                                DSL.val(value.getBytes(UTF_8)), DEAD_LETTER.RECORD_VALUE));
    }

    private static Field<String> text(Field<String> value) {
        return value.cast(SQLDataType.CLOB);
    }

    private static LetterState state(String value) {
        return Arrays.stream(LetterState.values())
                .filter(state -> state.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidFilter(
                                "state must be one of %s, but is %s"
                                        .formatted(Arrays.toString(LetterState.values()), value)));
    }

    private static long number(Key key, String value) {
        try {
            long number = Long.parseLong(value);
            if (number >= 0 && (key != Key.PARTITION || number <= Integer.MAX_VALUE)) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new InvalidFilter("%s must be a whole number, but is %s".formatted(key.word, value));
    }

    private static OffsetDateTime time(Key key, String value) {
        try {
            return RecordDecoder.clamped(Instant.parse(value)).atOffset(ZoneOffset.UTC);
        } catch (DateTimeException _) {
            throw new InvalidFilter(
                    "%s must look like 2026-01-31T12:00:00Z, but is %s".formatted(key.word, value));
        }
    }
}
