// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Helidon's connection with a reader of ours, on the connection's virtual thread. */
final class ClientConnection implements ConnectionContext {

    /** So much of a refused body is thrown away, so that its sender comes to read the answer. */
    private static final int LINGER_BYTES_MAX = 1 << 20;

    private final ConnectionContext context;
    private final AcceptedSockets sockets;
    private final ReceiveWatch watch;
    private final ClientReader reader;

    ClientConnection(
            ConnectionContext context,
            AcceptedSockets sockets,
            ReceiveWatch watch,
            ClientReader.Limits limits) {
        this.context = context;
        this.sockets = sockets;
        this.watch = watch;
        this.reader = new ClientReader(context.serverSocket(), limits, this::linger);
    }

    /**
     * If a request or an answer says {@code Connection: close}, nothing that comes after it is
     * taken for a request. Helidon itself writes that header, and reads on: the rest of a body that
     * was refused would be the next request, in the hands of whoever wrote the body.
     */
    static void heed(ConnectionContext connection, Headers headers) {
        if (connection instanceof ClientConnection client
                && headers.containsToken(HeaderValues.CONNECTION_CLOSE)) {
            client.reader.end();
        }
    }

    /**
     * Ends the output and waits for the client to end his, for a while. Closed at once, a
     * connection that has bytes unread is reset, which can take the answer from a client that is
     * still sending.
     */
    private void linger() {
        SocketChannel socket = isSecure() ? null : sockets.of(this);
        if (socket == null) {
            return;
        }
        watch.lingers(this);
        try {
            socket.shutdownOutput();
            byte @Nullable [] more = serverSocket().get();
            for (int bytes = 0; more != null && bytes < LINGER_BYTES_MAX; bytes += more.length) {
                more = serverSocket().get();
            }
        } catch (IOException | UncheckedIOException _) {
            // The client is gone already, or the time is over.
        }
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public ListenerContext listenerContext() {
        return context.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return context.executor();
    }

    @Override
    public DataWriter dataWriter() {
        return context.dataWriter();
    }

    @Override
    public Router router() {
        return context.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return context.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return context.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return context.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return context.localPeer();
    }

    @Override
    public boolean isSecure() {
        return context.isSecure();
    }

    @Override
    public String socketId() {
        return context.socketId();
    }

    @Override
    public String childSocketId() {
        return context.childSocketId();
    }
}
