// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;

/**
 * What a client sends, with limits on how chunked bodies are framed. Belongs to the connection's
 * thread.
 *
 * <p>Implementation note: Helidon reads the line with a chunk's size by {@link #readLine}, the
 * chunk by {@link #readBuffer(int)}, its end by {@link #skip} and the line after the last chunk by
 * {@link #readLine}; it does so nowhere else. Its own reader takes a line of any length, gathers a
 * chunk of any size (up to 2 GiB) before anyone can count it, skips whatever two bytes follow it,
 * and knows neither chunk extensions nor trailers.
 */
final class ClientReader extends DataReader {

    private static final int LINE_BYTES_MAX = 4_096;
    private static final int TRAILER_BYTES_MAX = 16_384;
    private static final int SIZE_DIGITS_MAX = 16;

    private final Limits limits;
    private boolean ended;
    private boolean refused;
    private boolean inChunk;
    private boolean afterChunk;
    private boolean afterLastChunk;

    /**
     * What bodies may have.
     *
     * @param bodyBytesMax largest body, and therefore largest chunk
     * @param admission what may be in flight; a chunk is while it comes in
     */
    record Limits(int bodyBytesMax, Admission admission) {}

    /** Reads from a socket. */
    @SuppressWarnings("removal") // The factory methods make no subclass.
    ClientReader(HelidonSocket socket, Limits limits) {
        super(() -> bytes(socket));
        this.limits = limits;
    }

    private static byte[] bytes(HelidonSocket socket) {
        try {
            return socket.get();
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("the connection failed", e);
        }
    }

    /** Nothing that comes from now on begins a request. */
    void end() {
        ended = true;
    }

    /** Also how a request's first line is looked for. */
    @Override
    public int findNewLine(int max) {
        if (ended) {
            throw new CloseConnectionException("told to close");
        }
        return super.findNewLine(max);
    }

    @Override
    public String readLine() {
        if (refused) {
            throw new CloseConnectionException("a chunk was refused");
        }
        if (afterLastChunk) {
            afterLastChunk = false;
            skipTrailers();
            return "";
        }
        long size = size(line(LINE_BYTES_MAX));
        if (size > limits.bodyBytesMax()) {
            throw refused(
                    ProblemType.BODY_TOO_LARGE,
                    "a body has at most " + limits.bodyBytesMax() + " bytes");
        }
        inChunk = size > 0;
        afterLastChunk = size == 0;
        return Long.toHexString(size);
    }

    private void skipTrailers() {
        int left = TRAILER_BYTES_MAX;
        while (left > 0) {
            int length = line(left).length();
            if (length == 0) {
                return;
            }
            left -= length + 2;
        }
        throw bad("too long a trailer");
    }

    private String line(int max) {
        int length;
        try {
            length = super.findNewLine(max);
        } catch (IncorrectNewLineException _) {
            throw bad("CR or LF that is not CRLF");
        }
        if (length == max) {
            throw bad("too long a line");
        }
        String line = readAsciiString(length);
        super.skip(2);
        // Helidon looks for LF alone only where there is no CR.
        if (line.indexOf('\n') >= 0) {
            throw bad("CR or LF that is not CRLF");
        }
        return line;
    }

    /** Of a line with hexadecimal digits, and extensions that nobody asked for. */
    private long size(String line) {
        int digits = 0;
        while (digits < line.length() && Character.digit(line.charAt(digits), 16) >= 0) {
            digits++;
        }
        String rest = line.substring(digits).stripLeading();
        boolean extended = rest.startsWith(";");
        if (digits == 0 || digits >= SIZE_DIGITS_MAX || (!extended && digits < line.length())) {
            throw bad("a size that is no hexadecimal number");
        }
        return Long.parseLong(line, 0, digits, 16);
    }

    @Override
    public BufferData readBuffer(int length) {
        if (!inChunk) {
            return super.readBuffer(length);
        }
        inChunk = false;
        BufferData chunk = chunk(length);
        afterChunk = true;
        return chunk;
    }

    /** The chunk is gathered as a whole, and then read. */
    private BufferData chunk(int length) {
        Admission.Reservation room = limits.admission().reservation();
        if (!room.tryGrow(length)) {
            throw refused(ProblemType.OVERLOADED, "too many bytes wait for Kafka");
        }
        try {
            return super.readBuffer(length);
        } finally {
            room.release();
        }
    }

    @Override
    public void skip(int length) {
        if (!afterChunk) {
            super.skip(length);
            return;
        }
        afterChunk = false;
        if (read() != '\r' || read() != '\n') {
            throw bad("more bytes than it was to have");
        }
    }

    private RefusedChunk bad(String what) {
        return refused(ProblemType.BAD_REQUEST, "a chunk of the body has " + what);
    }

    private RefusedChunk refused(ProblemType type, String detail) {
        refused = true;
        return new RefusedChunk(type, detail);
    }
}
