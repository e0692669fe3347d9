// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.record;

import java.nio.ByteBuffer;

/** The hash by which the keys of records are told apart where a key itself would be too long. */
public final class KeyHash {

    private KeyHash() {}

    /** The first 16 bytes of the SHA-256 of the key. */
    public static byte[] of(ByteBuffer key) {
        byte[] bytes = new byte[key.remaining()];
        key.duplicate().get(bytes);
        return new PayloadHash().of(bytes);
    }
}
