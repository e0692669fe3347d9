// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

/** Judges JSON Web Tokens. Thread-safe. */
@FunctionalInterface
public interface TokenReader {

    /** Whose token it is, if it is good now. Blocks for nothing but arithmetic. */
    TokenReading read(String token);
}
