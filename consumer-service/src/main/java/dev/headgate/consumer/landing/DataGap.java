// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.landing;

/**
 * Offsets that Kafka no longer has although they were wanted.
 *
 * @param from the first offset that is gone
 * @param to the first offset after the gap
 * @param kind why
 */
public record DataGap(long from, long to, Kind kind) {

    /** Why offsets are gone. */
    public enum Kind {
        /** Kafka deleted the records before they were read; what is left is read on. */
        RETENTION("retention"),
        /**
         * The log ends before what was already settled; nothing is read until a human has looked.
         */
        TRUNCATED("truncated");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word in the table. */
        public String word() {
            return word;
        }
    }
}
