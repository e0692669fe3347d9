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
    /** A token that is none, or of a kind that is not taken. */
    TOKEN_MALFORMED(Refusal.TOKEN),
    /** A token that is signed in a way that is not taken. */
    TOKEN_ALGORITHM(Refusal.TOKEN),
    /** A token that is signed with a key that its issuer does not name. */
    TOKEN_KEY(Refusal.TOKEN),
    /** A token that its issuer did not sign, or that was changed. */
    TOKEN_SIGNATURE(Refusal.TOKEN),
    /** A token of another issuer. */
    TOKEN_ISSUER(Refusal.TOKEN),
    /** A token for another service. */
    TOKEN_AUDIENCE(Refusal.TOKEN),
    /** A token whose time is over, or that has none. */
    TOKEN_EXPIRED(Refusal.TOKEN),
    /** A token whose time has not come. */
    TOKEN_EARLY(Refusal.TOKEN),
    /** A token that does not say whose it is. */
    TOKEN_CLAIM(Refusal.TOKEN),
    /** A good token of one who may not post. */
    TOKEN_UNLISTED(Refusal.TOKEN),
    /** A token that cannot be judged until its issuer's keys have been read. */
    TOKEN_KEYS_AWAITED("the keys of the token's issuer are being read; come again"),
    /** A good certificate of nobody who is listed. */
    CERTIFICATE_UNKNOWN("nobody is known by this certificate"),
    /** A certificate whose time is over, on a connection that began before. */
    CERTIFICATE_EXPIRED("the connection's certificate has expired: connect again with a new one"),
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

    /** Says no more: what exactly is wrong helps most whom it should not; the metric has it. */
    private static final String TOKEN = "this token is not valid here";

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
