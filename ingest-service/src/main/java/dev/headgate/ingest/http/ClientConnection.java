// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** Helidon's connection with a reader of ours, on the connection's virtual thread. */
final class ClientConnection implements ConnectionContext {

    private static final String KEEP_ALIVE = "keep-alive";

    private final ConnectionContext context;
    private final ClientReader reader;

    ClientConnection(ConnectionContext context, ClientReader.Limits limits) {
        this.context = context;
        this.reader = new ClientReader(context.serverSocket(), limits);
    }

    /**
     * If a request or an answer says {@code Connection: close}, nothing that comes after it is
     * taken for a request. Helidon itself writes that header, and reads on: the rest of a body that
     * was refused would be the next request, in the hands of whoever wrote the body.
     */
    static void heed(ConnectionContext connection, Headers headers) {
        if (connection instanceof ClientConnection client && close(headers)) {
            client.reader.end();
        }
    }

    /** Most say nothing or {@code keep-alive}, which is found out without taking lists apart. */
    private static boolean close(Headers headers) {
        if (!headers.contains(HeaderNames.CONNECTION)) {
            return false;
        }
        Header said = headers.get(HeaderNames.CONNECTION);
        boolean keeps = said.valueCount() == 1 && said.get().equals(KEEP_ALIVE);
        return !keeps && headers.containsToken(HeaderValues.CONNECTION_CLOSE);
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
