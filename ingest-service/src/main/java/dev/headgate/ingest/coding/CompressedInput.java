// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.coding;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a compressed body as they come: counted, and in small pieces, so that what was read
 * is never far from what has come out. Closing it leaves the source open.
 */
public final class CompressedInput extends FilterInputStream {

    private static final int PIECE_BYTES = 4_096;

    private final long bytesMax;
    private long bytes;

    /** The bytes of the given source, which may be so many. */
    public CompressedInput(InputStream source, long bytesMax) {
        super(source);
        this.bytesMax = bytesMax;
    }

    /** More was sent than may be; thrown even if nothing has come out of it. */
    public static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    /** How many have been read. */
    public long bytes() {
        return bytes;
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = in.read(target, offset, Math.min(length, PIECE_BYTES));
        count(Math.max(0, read));
        return read;
    }

    private void count(int more) throws TooLong {
        bytes += more;
        if (bytes > bytesMax) {
            throw new TooLong();
        }
    }

    @Override
    public void close() {
        // The source belongs to who gave it.
    }
}
