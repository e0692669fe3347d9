// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.record;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The hash by which two payloads are told apart: 16 bytes of SHA-256. Not thread-safe. */
final class PayloadHash {

    private static final int BYTES = 16;

    private final MessageDigest digest;

    PayloadHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    byte[] of(byte[] payload) {
        return Arrays.copyOf(digest.digest(payload), BYTES);
    }
}
