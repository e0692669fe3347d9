// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of an API key. A slow hash would protect passwords, which can be guessed; a key has
 * at least 128 random bits, which cannot, and is looked up with each request. Compared in constant
 * time; does not show itself.
 */
public final class KeyHash {

    private final byte[] bytes;

    private KeyHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Of a key or a token. */
    public static KeyHash of(String key) {
        return new KeyHash(Sha256.of(key.getBytes(UTF_8)));
    }

    /** From 64 hexadecimal digits; null if the text is something else. */
    static @Nullable KeyHash fromHex(String hex) {
        if (hex.length() != Sha256.BYTES * 2) {
            return null;
        }
        try {
            return new KeyHash(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** A hash of this one that nobody outside can foresee. */
    KeyHash salted(byte[] salt) {
        MessageDigest digest = Sha256.start();
        digest.update(salt);
        return new KeyHash(digest.digest(bytes));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyHash hash && MessageDigest.isEqual(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "KeyHash[hidden]";
    }
}
