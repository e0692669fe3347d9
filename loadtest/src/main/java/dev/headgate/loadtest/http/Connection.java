// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One connection and the attempt that is on it; never more than one at a time. Owned by one loop.
 */
final class Connection {

    /** Largest response that is read. */
    private static final int RESPONSE_BYTES_MAX = 64 * 1024 * 1024;

    private static final byte[] NOTHING = {};

    private final SocketChannel channel;
    private final SelectionKey key;
    private @Nullable Attempt attempt;
    private long sentNanos;
    private @Nullable ByteBuffer unsent;
    private byte[] received = NOTHING;
    private int receivedLength;

    private Connection(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    }

    /** Begins to connect. */
    @SuppressWarnings("MustBeClosedChecker") // Closed by close().
    static Connection open(InetSocketAddress address, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var connection = new Connection(channel, selector);
            if (channel.connect(address)) {
                connection.key.interestOps(SelectionKey.OP_READ);
            }
            return connection;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The attempt on it, if any. */
    @Nullable Attempt attempt() {
        return attempt;
    }

    /** When its attempt was given to it. */
    long sentNanos() {
        return sentNanos;
    }

    /** Gives it an attempt. */
    void carry(Attempt next, long nowNanos) {
        attempt = next;
        sentNanos = nowNanos;
    }

    /** Takes the attempt from it. */
    void free() {
        attempt = null;
        receivedLength = 0;
    }

    boolean isConnected() {
        return channel.isConnected();
    }

    /** Ends connecting; it fails here if nobody listens. */
    void finishConnecting() throws IOException {
        if (channel.finishConnect()) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /** Writes a request; what the socket does not take at once is kept and written later. */
    void write(ByteBuffer request) throws IOException {
        channel.write(request);
        if (request.hasRemaining()) {
            unsent = ByteBuffer.allocate(request.remaining()).put(request).flip();
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    /** Goes on writing. */
    void writeOn() throws IOException {
        if (unsent != null) {
            channel.write(unsent);
            if (unsent.hasRemaining()) {
                return;
            }
            unsent = null;
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    /** Whether a part of the request is not written yet. */
    boolean isWriting() {
        return unsent != null;
    }

    /** Reads what is there into a shared buffer and then its own array; -1 at the end. */
    int read(ByteBuffer shared) throws IOException {
        shared.clear();
        int count = channel.read(shared);
        if (count > 0) {
            if (receivedLength + count > RESPONSE_BYTES_MAX) {
                throw new IOException("a response is larger than " + RESPONSE_BYTES_MAX);
            }
            if (received.length < receivedLength + count) {
                int doubled = Math.min(RESPONSE_BYTES_MAX, 2 * received.length);
                received = Arrays.copyOf(received, Math.max(doubled, receivedLength + count));
            }
            shared.flip().get(received, receivedLength, count);
            receivedLength += count;
        }
        return count;
    }

    /** Reads the response out of what was received. */
    HttpResponse.Reading read(HttpResponse response) {
        return response.read(received, 0, receivedLength);
    }

    /** Whether anything of a response was received. */
    boolean hasReceived() {
        return receivedLength > 0;
    }

    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }
}
