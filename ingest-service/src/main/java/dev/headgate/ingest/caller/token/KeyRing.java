// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller.token;

import dev.headgate.ingest.caller.InvalidFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys in force. Other keys come with an empty memory: what was verified with a key that was
 * taken back is not believed any more. Thread-safe.
 */
final class KeyRing {

    private static final Logger LOGGER = LoggerFactory.getLogger(KeyRing.class);

    private static final int TOKENS_MAX = 10_000;

    private volatile @Nullable Generation current;

    /**
     * Keys, and the tokens that were verified with them.
     *
     * @param keys of the issuer
     * @param memory of tokens
     */
    record Generation(TokenKeys keys, TokenMemory memory) {}

    /** Puts a JSON Web Key Set in force; the same keys once more change nothing. */
    void putInForce(byte[] content) throws InvalidFile {
        TokenKeys read = TokenKeys.parse(content);
        Generation before = current;
        if (before == null || !read.sameAs(before.keys())) {
            current = new Generation(read, new TokenMemory(TOKENS_MAX));
            LOGGER.atInfo().addKeyValue("keys", read.keys().size()).log("keys of tokens are known");
        }
    }

    /** Null until keys have been read. */
    @Nullable Generation current() {
        return current;
    }
}
