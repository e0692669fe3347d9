// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.handler;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a handler wants to become of an event. */
public sealed interface HandlerResult {

    /**
     * It lands.
     *
     * @param json the data of the row as JSON, in place of what was received; null to leave them as
     *     they are. The row's {@code payload_hash} stays that of the data received.
     */
    record Land(@Nullable String json) implements HandlerResult {

        /** Refuses text that no encoding can carry. */
        public Land {
            if (json != null && !StandardCharsets.UTF_8.newEncoder().canEncode(json)) {
                throw new IllegalArgumentException("the JSON is no text: it has a lone surrogate");
            }
        }
    }

    /**
     * It never lands: a dead letter.
     *
     * @param reason one CamelCase word, to group by
     * @param detail a sentence for people; say nothing secret
     */
    record Reject(String reason, String detail) implements HandlerResult {

        /** Checks the reason. */
        public Reject {
            check(reason);
        }
    }

    /**
     * It may land later: it is parked and handled again, a bounded number of times.
     *
     * @param reason one CamelCase word, to group by
     */
    record Later(String reason) implements HandlerResult {

        /** Checks the reason. */
        public Later {
            check(reason);
        }
    }

    /** Lets the event land as it is. */
    static HandlerResult land() {
        return new Land(null);
    }

    /** Lets the event land with this JSON in place of its data. */
    static HandlerResult landJson(String json) {
        return new Land(json);
    }

    /** Makes the event a dead letter. */
    static HandlerResult reject(String reason, String detail) {
        return new Reject(reason, detail);
    }

    /** Has the event handled again later. */
    static HandlerResult later(String reason) {
        return new Later(reason);
    }

    private static void check(String reason) {
        if (!Word.PATTERN.matcher(reason).matches()) {
            throw new IllegalArgumentException(
                    "a reason is one CamelCase word of at most 64 letters and digits");
        }
    }

    /** The form of a reason. */
    final class Word {
        private static final Pattern PATTERN = Pattern.compile("[A-Z][A-Za-z0-9]{0,63}");

        private Word() {}
    }
}
