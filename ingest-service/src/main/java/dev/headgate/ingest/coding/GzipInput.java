// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.coding;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads gzip (RFC 1952), member after member to the end of the source.
 *
 * <p>Implementation note: the JDK's own reader takes whatever follows the first member and is no
 * further member for padding, and leaves it out. An event that is left out is lost, so here the
 * rest must be members, too.
 */
final class GzipInput extends InputStream {

    private static final int BUFFER_BYTES = 4_096;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final InputStream source;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int end;
    private boolean inMember;

    GzipInput(InputStream source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (inMember || startMember()) {
            int inflated = inflate(target, offset, length);
            if (inflated > 0) {
                checksum.update(target, offset, inflated);
                return inflated;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsDictionary()) {
                throw new DamagedCoding("it needs a dictionary");
            } else {
                feed();
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws DamagedCoding {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw new DamagedCoding(String.valueOf(e.getMessage()));
        }
    }

    private void feed() throws IOException {
        if (!fill()) {
            throw tooShort();
        }
        inflater.setInput(buffer, position, end - position);
        position = end;
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, source.read(buffer, 0, BUFFER_BYTES));
        return end > 0;
    }

    private boolean startMember() throws IOException {
        if (position == end && !fill()) {
            return false;
        }
        if (next() != 0x1F || next() != 0x8B || next() != 8) {
            throw new DamagedCoding("no gzip member begins where one should");
        }
        int flags = next();
        skip(6);
        if ((flags & RESERVED) != 0) {
            throw new DamagedCoding("a gzip member has reserved flags");
        }
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        skipText(flags & NAME);
        skipText(flags & COMMENT);
        skip(flags & HEADER_CRC);
        inflater.reset();
        inflater.setInput(buffer, position, end - position);
        position = end;
        checksum.reset();
        inMember = true;
        return true;
    }

    private void endMember() throws IOException {
        position = end - inflater.getRemaining();
        if (fourBytes() != checksum.getValue()) {
            throw new DamagedCoding("the checksum is wrong");
        }
        if (fourBytes() != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw new DamagedCoding("the length is wrong");
        }
        inMember = false;
    }

    private long fourBytes() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            value |= (long) next() << shift;
        }
        return value;
    }

    private int next() throws IOException {
        if (position == end && !fill()) {
            throw tooShort();
        }
        return buffer[position++] & 0xFF;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            int _ = next();
        }
    }

    private void skipText(int present) throws IOException {
        if (present != 0) {
            int letter;
            do {
                letter = next();
            } while (letter != 0);
        }
    }

    private static DamagedCoding tooShort() {
        return new DamagedCoding("it ends too early");
    }

    @Override
    public void close() {
        inflater.end();
    }
}
