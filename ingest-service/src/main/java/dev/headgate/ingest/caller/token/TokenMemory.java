// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller.token;

import dev.headgate.ingest.caller.KeyHash;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were verified, by their hashes, so that the next request with one costs a hash and no
 * signature. Holds a bounded number; those that come back stay. Thread-safe.
 *
 * <p>Implementation note: two halves. When the young one is full it becomes the old one, and what
 * the old one held is forgotten unless it was asked for since. Only tokens with a good signature
 * come in, so nobody without one can push others out.
 */
final class TokenMemory {

    private final int halfMax;
    private volatile Halves halves = new Halves(new ConcurrentHashMap<>(), Map.of());

    private record Halves(Map<KeyHash, Verified> young, Map<KeyHash, Verified> old) {}

    /**
     * A token that was verified.
     *
     * @param subject whom it names
     * @param until when it is over, with what clocks may differ
     */
    record Verified(String subject, Instant until) {}

    /** For so many tokens. */
    TokenMemory(int tokensMax) {
        this.halfMax = Math.ceilDiv(tokensMax, 2);
    }

    @Nullable Verified get(KeyHash hash) {
        Halves now = halves;
        Verified young = now.young().get(hash);
        if (young != null) {
            return young;
        }
        Verified old = now.old().get(hash);
        if (old != null) {
            put(hash, old);
        }
        return old;
    }

    void put(KeyHash hash, Verified verified) {
        if (halves.young().size() >= halfMax) {
            turn();
        }
        halves.young().put(hash, verified);
    }

    private synchronized void turn() {
        Map<KeyHash, Verified> full = halves.young();
        if (full.size() >= halfMax) {
            halves = new Halves(new ConcurrentHashMap<>(), full);
        }
    }

    int size() {
        Halves now = halves;
        return now.young().size() + now.old().size();
    }
}
