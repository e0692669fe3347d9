// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import java.util.Arrays;

/** A growing array of bytes for one body at a time. Owned by one thread. */
public final class BodyBuffer {

    /** Largest body that can be made: far above what a pipeline takes. */
    public static final int BYTES_MAX = 256 * 1024 * 1024;

    private byte[] bytes = new byte[4096];
    private int length;

    /** The array that holds the body, from 0 to {@link #length()}; only until the next change. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Makes the buffer empty. */
    public BodyBuffer clear() {
        length = 0;
        return this;
    }

    /** Appends bytes. */
    public BodyBuffer append(byte[] more) {
        return append(more, 0, more.length);
    }

    /** Appends a part of an array. */
    public BodyBuffer append(byte[] more, int offset, int count) {
        reserve(count);
        System.arraycopy(more, offset, bytes, length, count);
        length += count;
        return this;
    }

    /** Appends one byte. */
    public BodyBuffer append(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    private void reserve(int more) {
        if (more > bytes.length - length) {
            if (more > BYTES_MAX - length) {
                throw new IllegalArgumentException(
                        "a body would have more than "
                                + BYTES_MAX
                                + " bytes; make smaller batches");
            }
            int doubled = (int) Math.min(BYTES_MAX, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, Math.max(doubled, length + more));
        }
    }
}
