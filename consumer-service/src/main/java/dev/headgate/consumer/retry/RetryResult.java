// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.retry;

/** What an attempt at a parked record came to; the values of a metric's label. */
public enum RetryResult {
    /** It is a row now. */
    LANDED("landed"),
    /** It was a row already. */
    KNOWN("known"),
    /** Its event is a row already. */
    SUPPRESSED("suppressed"),
    /** It stays parked. */
    PARKED("parked"),
    /** It can never land: a dead letter. */
    POISON("poison"),
    /** It was the last attempt: a dead letter. */
    EXHAUSTED("exhausted");

    private final String word;

    RetryResult(String word) {
        this.word = word;
    }

    /** The word in metrics. */
    public String word() {
        return word;
    }
}
