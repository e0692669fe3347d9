// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import io.helidon.http.Status;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every problem that a client can be told. The slug is stable; {@code docs/reference/problems.md}
 * is the same list for people.
 */
public enum ProblemType {
    /** The body is not JSON. */
    MALFORMED_JSON("malformed-json", 400, Repeat.NEVER, "The body is not JSON"),
    /** The body is not what its content encoding says. */
    MALFORMED_ENCODING("malformed-encoding", 400, Repeat.NEVER, "The compressed body is damaged"),
    /** The request is not HTTP as it should be. */
    BAD_REQUEST("bad-request", 400, Repeat.NEVER, "The request is not valid HTTP"),
    /** It is not known who posts. */
    UNAUTHENTICATED("unauthenticated", 401, Repeat.NEVER, "The caller is not known"),
    /** The caller may post other types. */
    EVENT_TYPE_NOT_ALLOWED(
            "event-type-not-allowed", 403, Repeat.NEVER, "The caller may not post this event type"),
    /** There is no such path. */
    NOT_FOUND("not-found", 404, Repeat.NEVER, "There is nothing at this path"),
    /** The path has other methods. */
    METHOD_NOT_ALLOWED("method-not-allowed", 405, Repeat.NEVER, "This path has other methods"),
    /** The body did not come in in time. */
    BODY_TOO_SLOW("body-too-slow", 408, Repeat.LATER, "The body came in too slowly"),
    /** No body was announced. */
    LENGTH_REQUIRED("length-required", 411, Repeat.NEVER, "The request announces no body"),
    /** More bytes than a body may have. */
    BODY_TOO_LARGE("body-too-large", 413, Repeat.NEVER, "The body is too large"),
    /** More bytes than an event may have. */
    EVENT_TOO_LARGE("event-too-large", 413, Repeat.NEVER, "The event is too large"),
    /** More events than a request may have. */
    BATCH_TOO_LARGE("batch-too-large", 413, Repeat.NEVER, "The batch has too many events"),
    /** A media type that is not taken. */
    UNSUPPORTED_MEDIA_TYPE(
            "unsupported-media-type", 415, Repeat.NEVER, "This media type is not supported"),
    /** An encoding that is not taken. */
    UNSUPPORTED_ENCODING(
            "unsupported-encoding", 415, Repeat.NEVER, "This content encoding is not supported"),
    /** JSON, but no event that can be kept. */
    INVALID_EVENT("invalid-event", 422, Repeat.NEVER, "The event is not valid"),
    /** The data is not what the type's schema wants. */
    SCHEMA_VIOLATION(
            "schema-violation", 422, Repeat.NEVER, "The event's data is not as its schema wants"),
    /** The event is good, others of its batch are not, and none was to be sent then. */
    BATCH_REJECTED(
            "batch-rejected",
            422,
            Repeat.CORRECTED,
            "Nothing of the batch was sent, since events of it are not valid"),
    /** No topic takes the type. */
    NO_TOPIC("no-topic", 422, Repeat.NEVER, "No topic takes this event type"),
    /** The header and the body disagree. */
    IDEMPOTENCY_KEY(
            "idempotency-key", 422, Repeat.NEVER, "The Idempotency-Key does not fit the request"),
    /** More than the caller may post now; nothing was sent. */
    QUOTA_EXCEEDED("quota-exceeded", 429, Repeat.LATER, "The caller posts more than agreed"),
    /** A fault of the service. */
    INTERNAL_ERROR("internal-error", 500, Repeat.SAME_ID, "The service has a fault"),
    /** A transfer encoding that is not taken. */
    NOT_IMPLEMENTED("not-implemented", 501, Repeat.NEVER, "The request needs what is not offered"),
    /** Kafka is known to be away; nothing was sent. */
    KAFKA_UNAVAILABLE("kafka-unavailable", 503, Repeat.LATER, "Kafka cannot be reached"),
    /** The topic does not exist now; nothing was sent. */
    TOPIC_MISSING("topic-missing", 503, Repeat.LATER, "The topic does not exist at the moment"),
    /** The topic gets more partitions just now; nothing was sent. */
    TOPIC_GROWING("topic-growing", 503, Repeat.LATER, "The topic is being given more partitions"),
    /** The limits on work in flight are reached; nothing was sent. */
    OVERLOADED("overloaded", 503, Repeat.LATER, "The service has too much in flight"),
    /** Whether a token is good cannot be told now; nothing was sent. */
    TOKEN_KEYS_UNAVAILABLE(
            "token-keys-unavailable",
            503,
            Repeat.LATER,
            "The keys of the token's issuer are not known yet"),
    /** Certainly not stored. */
    NOT_STORED("not-stored", 503, Repeat.LATER, "The event was not stored"),
    /** Sent, and not confirmed. */
    OUTCOME_UNKNOWN(
            "outcome-unknown", 504, Repeat.SAME_ID, "It is not known whether the event was stored"),
    /** Another version of HTTP. */
    HTTP_VERSION("http-version", 505, Repeat.NEVER, "Only HTTP/1.1 is spoken here");

    /** Whether repeating the request can help. */
    public enum Repeat {
        /** The same request will be refused again. */
        NEVER("no"),
        /** Nothing was stored; repeat when what was wrong is corrected or left out. */
        CORRECTED("yes, once the others are corrected"),
        /** Nothing was stored; repeat after {@code Retry-After}. */
        LATER("yes"),
        /** Something may have been stored: repeat with the same id. */
        SAME_ID("yes, with the same id");

        private final String words;

        Repeat(String words) {
            this.words = words;
        }

        /** As the catalogue says it. */
        public String words() {
            return words;
        }
    }

    private static final String PREFIX = "urn:headgate:problem:";

    private final String slug;
    private final int status;
    private final Repeat repeat;
    private final String title;

    ProblemType(String slug, int status, Repeat repeat, String title) {
        this.slug = slug;
        this.status = status;
        this.repeat = repeat;
        this.title = title;
    }

    /** The last part of the type: also the code of a result item. */
    public String slug() {
        return slug;
    }

    /** The slug as one CamelCase word, as a dead letter's reason is. */
    String word() {
        return Stream.of(slug.split("-"))
                .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
                .collect(Collectors.joining());
    }

    /** RFC 9457 type. */
    public String type() {
        return PREFIX + slug;
    }

    /** HTTP status. */
    public Status status() {
        return Status.create(status);
    }

    /** Whether to repeat. */
    public Repeat repeat() {
        return repeat;
    }

    /** RFC 9457 title. */
    public String title() {
        return title;
    }

    boolean retryable() {
        return repeat != Repeat.NEVER;
    }

    /** What stands for a status that Helidon itself answers. */
    static ProblemType of(Status status) {
        return switch (status.code()) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 413 -> BODY_TOO_LARGE;
            case 501 -> NOT_IMPLEMENTED;
            case 503 -> OVERLOADED;
            case 505 -> HTTP_VERSION;
            default -> status.code() < 500 ? BAD_REQUEST : INTERNAL_ERROR;
        };
    }
}
