// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.proxy;

import java.time.Duration;

/** What becomes of a request on its way. */
public sealed interface Fault {

    /** Nothing: it goes through. */
    record None() implements Fault {}

    /**
     * The API server is not asked; this is the answer.
     *
     * @param code HTTP status
     * @param reason Kubernetes' word for it
     */
    record Refusal(int code, String reason) implements Fault {

        /** Somebody else wrote meanwhile. */
        public static final Refusal CONFLICT = new Refusal(409, "Conflict");

        /** The version that is asked for is too old. */
        public static final Refusal GONE = new Refusal(410, "Expired");

        /** Too many requests; come back in a second. */
        public static final Refusal BUSY = new Refusal(429, "TooManyRequests");

        /** The API server has a trouble of its own, such as no etcd. */
        public static final Refusal BROKEN = new Refusal(500, "InternalError");
    }

    /** It goes through after so long. */
    record Slowness(Duration pause) implements Fault {}

    /** Something happens just before it goes through. */
    record Happening(Runnable event) implements Fault {}

    /** The connection ends before the API server hears of it. */
    record LostRequest() implements Fault {}

    /** The API server does it, and the connection ends before it can say so. */
    record LostAnswer() implements Fault {}

    /** A watch begins, and is told at once that its version is too old. */
    record ExpiredWatch() implements Fault {}
}
