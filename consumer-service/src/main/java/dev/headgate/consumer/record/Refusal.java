// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.record;

import org.jspecify.annotations.Nullable;

/**
 * Why a record does not land as it is.
 *
 * @param stage where that was found
 * @param reason one CamelCase word, stable, to group by
 * @param detail a sentence for people, without payload
 * @param sqlState what PostgreSQL answered; null if it was not asked
 */
public record Refusal(Stage stage, String reason, String detail, @Nullable String sqlState) {

    /** Longest detail, in characters. */
    public static final int DETAIL_CHARS_MAX = 1024;

    /** The step at which a record was refused. */
    public enum Stage {
        /** The ingest service did not accept it. */
        INGEST("ingest"),
        /** Its headers or bytes do not describe an event. */
        DECODE("decode"),
        /** Its event's id is known with other data. */
        IDENTITY("identity"),
        /** The pipeline's handler does not take it. */
        HANDLE("handle"),
        /** PostgreSQL refuses its data. */
        LAND("land");

        private final String word;

        Stage(String word) {
            this.word = word;
        }

        /** The word in the table. */
        public String word() {
            return word;
        }
    }

    /** Makes the detail fit its column: no NUL, bounded. */
    public Refusal {
        detail = detail.replace('\0', ' ');
        if (detail.length() > DETAIL_CHARS_MAX) {
            detail = detail.substring(0, DETAIL_CHARS_MAX);
        }
    }

    /** The same for all records that are refused for the same cause. */
    public String fingerprint() {
        String cause = stage.word() + " " + reason + (sqlState == null ? "" : " " + sqlState);
        // A violated constraint is named in the detail, without any data.
        return sqlState != null && sqlState.startsWith("23") ? cause + " " + detail : cause;
    }

    static Refusal decode(String reason, String detail) {
        return new Refusal(Stage.DECODE, reason, detail, null);
    }
}
