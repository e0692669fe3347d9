// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Compresses one body at a time (RFC 1952). Owned by one thread. */
final class GzipWriter {

    /** Fastest: the generator shall not be the bottleneck. */
    private static final int LEVEL = Deflater.BEST_SPEED;

    /** Magic number, deflate, no flags, no time, fastest compression, unknown system. */
    private static final byte[] HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 4, (byte) 0xFF};

    // Freed by its cleaner when the thread that owns this has ended.
    private final Deflater deflater = new Deflater(LEVEL, true);
    private final CRC32 checksum = new CRC32();
    private final byte[] chunk = new byte[8192];

    /** Appends the compressed form of one buffer to another. */
    void compress(BodyBuffer from, BodyBuffer to) {
        to.append(HEADER);
        deflater.reset();
        deflater.setInput(from.array(), 0, from.length());
        deflater.finish();
        while (!deflater.finished()) {
            to.append(chunk, 0, deflater.deflate(chunk));
        }
        checksum.reset();
        checksum.update(from.array(), 0, from.length());
        appendLittleEndian((int) checksum.getValue(), to);
        appendLittleEndian(from.length(), to);
    }

    private static void appendLittleEndian(int number, BodyBuffer to) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            to.append((char) (number >> shift & 0xFF));
        }
    }
}
