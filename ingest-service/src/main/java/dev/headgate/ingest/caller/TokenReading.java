// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

/** What reading a token came to. */
public sealed interface TokenReading {

    /**
     * Its issuer vouches for it, now and to this service.
     *
     * @param subject whom it names
     */
    record Good(String subject) implements TokenReading {}

    /** It says nothing that could be believed. */
    record Refused(Refusal refusal) implements TokenReading {}
}
