// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import java.util.Locale;

/** Why a request, or one event of it, was refused because of its caller. */
public enum Refusal {
    /** No credentials. */
    MISSING("this service knows its callers: send an API key or a token"),
    /** More than one, of which only one could be meant. */
    AMBIGUOUS("send either Authorization or X-Api-Key, and once"),
    /** Another scheme than Bearer, or nothing behind it. */
    MALFORMED("Authorization must be Bearer and a key or token"),
    /** Nobody has this key. */
    UNKNOWN("nobody is known by this key"),
    /** Somebody had this key. */
    EXPIRED("this key has expired"),
    /** A webhook without its id, its time or its signature. */
    SIGNATURE_MISSING("the webhook's id, time or signature is missing or not readable"),
    /** A webhook from too long ago, or from the future. */
    SIGNATURE_TIME("the webhook's time is too far from now"),
    /** A webhook that was signed with another secret, or changed. */
    SIGNATURE_WRONG("the webhook's signature is wrong"),
    /** An event type that the caller may not post. */
    EVENT_TYPE("the caller may not post events of this type"),
    /** Too many requests. */
    QUOTA_REQUESTS("requests"),
    /** Too many events. */
    QUOTA_EVENTS("events"),
    /** Too many bytes. */
    QUOTA_BYTES("bytes");

    private final String words;

    Refusal(String words) {
        this.words = words;
    }

    /** What the client is told; of a quota, what it limits. */
    public String words() {
        return words;
    }

    /** As the metric says it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
