// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.ConnectionContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The clients' open connections, by the address of the client. Helidon keeps their channels to
 * itself and shows them only to who sets their options, which is what this does too.
 */
final class AcceptedSockets implements SocketOptions {

    private final SocketOptions options;

    /** As many at most as may be open, and those that were closed since {@link #forgetClosed}. */
    private final Map<SocketAddress, SocketChannel> sockets = new ConcurrentHashMap<>();

    AcceptedSockets(SocketOptions options) {
        this.options = options;
    }

    @Override
    public void configureSocket(SocketChannel socket) {
        options.configureSocket(socket);
        try {
            sockets.put(socket.getRemoteAddress(), socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection's channel; null if it was closed before anybody had asked for its address. */
    @Nullable SocketChannel of(ConnectionContext connection) {
        SocketAddress client = connection.remotePeer().address();
        return client == null ? null : sockets.get(client);
    }

    void forgetClosed() {
        sockets.values().removeIf(socket -> !socket.isOpen());
    }

    @Override
    public Map<SocketOption<?>, Object> socketOptions() {
        return options.socketOptions();
    }

    @Override
    public Duration connectTimeout() {
        return options.connectTimeout();
    }

    @Override
    public Duration readTimeout() {
        return options.readTimeout();
    }

    @Override
    public Optional<Integer> socketReceiveBufferSize() {
        return options.socketReceiveBufferSize();
    }

    @Override
    public Optional<Integer> socketSendBufferSize() {
        return options.socketSendBufferSize();
    }

    @Override
    public boolean socketReuseAddress() {
        return options.socketReuseAddress();
    }

    @Override
    public boolean socketKeepAlive() {
        return options.socketKeepAlive();
    }

    @Override
    public boolean tcpNoDelay() {
        return options.tcpNoDelay();
    }
}
