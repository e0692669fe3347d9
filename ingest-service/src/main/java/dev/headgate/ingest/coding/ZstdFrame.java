// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.coding;

/** What a zstd frame's header (RFC 8878, 3.1.1.1) says about the memory that reading it takes. */
record ZstdFrame(long windowBytes, long contentBytes) {

    /** Longest header. */
    static final int HEADER_BYTES_MAX = 18;

    /** The largest window that RFC 9659 lets a sender use. */
    static final long WINDOW_BYTES_MAX = 8 << 20;

    private static final int MAGIC = 0xFD2FB528;
    private static final int SINGLE_SEGMENT = 0x20;
    private static final int[] DICTIONARY_ID_BYTES = {0, 1, 2, 4};

    /** Content of a size that is not told. */
    static final long UNKNOWN = Long.MAX_VALUE;

    /** Reads a header; what is none counts as the worst that is allowed. */
    static ZstdFrame of(byte[] bytes, int length) {
        if (length < 6 || number(bytes, 0, 4) != (MAGIC & 0xFFFFFFFFL)) {
            return new ZstdFrame(WINDOW_BYTES_MAX, UNKNOWN);
        }
        int descriptor = bytes[4] & 0xFF;
        boolean single = (descriptor & SINGLE_SEGMENT) != 0;
        int sizeFlag = descriptor >> 6;
        int sizeBytes = sizeFlag == 0 ? single ? 1 : 0 : 1 << sizeFlag;
        int at = 5 + (single ? 0 : 1) + DICTIONARY_ID_BYTES[descriptor & 3];
        if (at + sizeBytes > length) {
            return new ZstdFrame(WINDOW_BYTES_MAX, UNKNOWN);
        }
        long content =
                sizeBytes == 0
                        ? UNKNOWN
                        : number(bytes, at, sizeBytes) + (sizeBytes == 2 ? 256 : 0);
        return new ZstdFrame(
                single ? content : window(bytes[5] & 0xFF), content < 0 ? UNKNOWN : content);
    }

    private static long window(int descriptor) {
        long base = 1L << (10 + (descriptor >> 3));
        return base + base / 8 * (descriptor & 7);
    }

    private static long number(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (bytes[at + i] & 0xFFL) << (8 * i);
        }
        return value;
    }

    /** Whether it can be read: a window in 8 MiB, or all of it in one body. */
    boolean readable(int bodyBytesMax) {
        return windowBytes >= 0 && windowBytes <= Math.max(WINDOW_BYTES_MAX, (long) bodyBytesMax);
    }

    /** Bytes that are set aside for the window. */
    long memoryBytes() {
        return Math.min(windowBytes, contentBytes);
    }

    /** The window as a power of two, at least as large; as zstd counts it. */
    int windowLog() {
        return Math.max(10, Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, windowBytes - 1)));
    }
}
