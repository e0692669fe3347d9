// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.json;

/**
 * Something in well-formed JSON that PostgreSQL or a strict reader cannot keep.
 *
 * @param pointer where, as an RFC 6901 pointer from the value that was scanned
 * @param kind what it is
 */
public record JsonFinding(String pointer, Kind kind) {

    /** The kinds of well-formed JSON that are refused. */
    public enum Kind {
        /** An object has one key twice; readers differ in which value they keep. */
        DUPLICATE_KEY("duplicate-key", "this key is there twice in one object"),
        /** PostgreSQL's text has no NUL. */
        NUL_CHARACTER("nul-character", "the character \\u0000 cannot be stored"),
        /** Half of a character: no UTF-8 text can hold it. */
        LONE_SURROGATE("lone-surrogate", "a surrogate escape without its other half"),
        /** PostgreSQL's numeric has 131072 digits before the point and 16383 after it. */
        NUMBER_OUT_OF_RANGE(
                "number-out-of-range",
                "the number has more than 131072 digits before the point or 16383 after it"),
        /** Nested more deeply than the limit. */
        TOO_DEEP("too-deep", "nested more deeply than the limit");

        private final String code;
        private final String detail;

        Kind(String code, String detail) {
            this.code = code;
            this.detail = detail;
        }

        /** Stable word for programs. */
        public String code() {
            return code;
        }

        /** Sentence for people. */
        public String detail() {
            return detail;
        }
    }
}
