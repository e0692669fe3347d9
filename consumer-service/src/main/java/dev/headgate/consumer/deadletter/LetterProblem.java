// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.deadletter;

/** An RFC 9457 answer of the dead letters' API, thrown out of a request. */
final class LetterProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Type type;

    /** Every problem that a caller can be told; docs/dead-letters.md is the same list. */
    enum Type {
        /** The request cannot be understood. */
        INVALID_REQUEST("invalid-request", 400, "The request is not valid"),
        /** The token is missing or wrong. */
        UNAUTHORIZED("unauthorized", 401, "The token is missing or wrong"),
        /** No token is configured. */
        CLOSED("closed", 403, "Dead letters are shown to nobody"),
        /** There is no such thing. */
        NOT_FOUND("not-found", 404, "There is no such thing"),
        /** It cannot be done as things stand. */
        NOT_NOW("not-as-things-stand", 409, "It cannot be done as things stand"),
        /** The body is too large. */
        BODY_TOO_LARGE("body-too-large", 413, "The body is too large"),
        /** The corrected record could not land either. */
        UNFIT("unfit-patch", 422, "The corrected record could not land either"),
        /** A fault of the service. */
        INTERNAL_ERROR("internal-error", 500, "The service has a fault"),
        /** Too many requests at once. */
        OVERLOADED("overloaded", 503, "Too many requests at once"),
        /** PostgreSQL is away. */
        DATABASE_UNAVAILABLE("database-unavailable", 503, "PostgreSQL cannot be used"),
        /** The question takes too long. */
        TOO_SLOW("too-slow", 503, "It takes too long; ask for less");

        private final String slug;
        private final int status;
        private final String title;

        Type(String slug, int status, String title) {
            this.slug = slug;
            this.status = status;
            this.title = title;
        }

        String uri() {
            return "urn:headgate:problem:" + slug;
        }

        int status() {
            return status;
        }

        String title() {
            return title;
        }
    }

    LetterProblem(Type type, String detail) {
        super(detail, null, false, false);
        this.type = type;
    }

    static LetterProblem invalid(String detail) {
        return new LetterProblem(Type.INVALID_REQUEST, detail);
    }

    static LetterProblem notFound(String what) {
        return new LetterProblem(Type.NOT_FOUND, "there is no " + what);
    }

    Type type() {
        return type;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
