// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.coding;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** Decompresses one body. Used by one thread. */
public final class Decoder implements AutoCloseable {

    /** An inflater and its buffer. */
    private static final long GZIP_BYTES = 64 << 10;

    /** A context of zstd, one block going in and one coming out, and Java's buffer. */
    private static final long ZSTD_BYTES = 512 << 10;

    private final InputStream decoded;
    private final long memoryBytes;

    private Decoder(InputStream decoded, long memoryBytes) {
        this.decoded = decoded;
        this.memoryBytes = memoryBytes;
    }

    /** Decompresses the source, of which the beginning is read at once. */
    public static Decoder open(ContentCoding coding, InputStream source, int bodyBytesMax)
            throws IOException {
        return switch (coding) {
            case IDENTITY -> new Decoder(source, 0);
            case GZIP -> new Decoder(new GzipInput(source), GZIP_BYTES);
            case ZSTD -> zstd(source, bodyBytesMax);
        };
    }

    private static Decoder zstd(InputStream source, int bodyBytesMax) throws IOException {
        byte[] head = new byte[ZstdFrame.HEADER_BYTES_MAX];
        int length = source.readNBytes(head, 0, head.length);
        ZstdFrame first = ZstdFrame.of(head, length);
        if (!first.readable(bodyBytesMax)) {
            throw new DamagedCoding("its zstd window is larger than 8 MiB");
        }
        var all = new SequenceInputStream(new ByteArrayInputStream(head, 0, length), source);
        // A later frame with a larger window than was accounted for is refused by zstd itself.
        var stream = new ZstdInputStreamNoFinalizer(all).setLongMax(first.windowLog());
        return new Decoder(stream, ZSTD_BYTES + first.memoryBytes());
    }

    /** Whether zstd's native code can be used here. */
    public static boolean zstdLoads() {
        try {
            return ZstdInputStreamNoFinalizer.recommendedDInSize() > 0;
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError _) {
            return false;
        }
    }

    /** Memory that it takes until it is closed. */
    public long memoryBytes() {
        return memoryBytes;
    }

    /** Decompressed bytes, -1 at the end. */
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return decoded.read(target, offset, length);
        } catch (ZstdIOException e) {
            throw new DamagedCoding(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        decoded.close();
    }
}
