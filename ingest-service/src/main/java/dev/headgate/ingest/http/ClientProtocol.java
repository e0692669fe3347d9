// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import dev.headgate.ingest.tls.ServerTls;
import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;
import javax.net.ssl.SSLEngine;

/**
 * HTTP/1.1 as clients may speak it: Helidon's, on connections that read within limits and end when
 * they were told to.
 */
final class ClientProtocol implements ServerConnectionSelector {

    private final ServerConnectionSelector http1;
    private final AcceptedSockets sockets;
    private final ReceiveWatch watch;
    private final ClientReader.Limits limits;

    ClientProtocol(AcceptedSockets sockets, ReceiveWatch watch, ClientReader.Limits limits) {
        this.sockets = sockets;
        this.watch = watch;
        this.limits = limits;
        this.http1 =
                Http1ConnectionSelector.builder()
                        // One listener for each direction: of several, Helidon calls none.
                        .config(
                                Http1Config.builder()
                                        .sendKeepAliveHeader(false)
                                        .addReceiveListener(watch)
                                        .addSendListener(new LastAnswer())
                                        .build())
                        .build();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http1.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        SSLEngine tls = ServerTls.engineOfThisThread();
        if (tls != null) {
            watch.shakesHands(context, tls);
        }
        return new LingeringConnection(
                http1.connection(new ClientConnection(context, limits)),
                context,
                sockets,
                watch,
                tls);
    }
}
