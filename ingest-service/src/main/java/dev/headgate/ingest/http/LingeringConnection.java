// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * Helidon's connection, which ends its output and then waits for the client to end his, for a
 * while. Closed at once, a connection that has bytes unread is reset, which takes the answer from a
 * client that is still sending what was refused.
 */
final class LingeringConnection implements ServerConnection, InterruptableTask<Void> {

    private static final int READ_BYTES = 16_384;

    private final ServerConnection connection;
    private final ConnectionContext context;
    private final AcceptedSockets sockets;
    private final ReceiveWatch watch;
    private final @Nullable SSLEngine tls;
    private volatile boolean lingering;

    /**
     * Lets a connection linger.
     *
     * @param tls what makes it secure; null if it is not
     */
    LingeringConnection(
            ServerConnection connection,
            ConnectionContext context,
            AcceptedSockets sockets,
            ReceiveWatch watch,
            @Nullable SSLEngine tls) {
        this.connection = connection;
        this.context = context;
        this.sockets = sockets;
        this.watch = watch;
        this.tls = tls;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        try {
            connection.handle(limit);
        } finally {
            lingering = true;
            SocketChannel socket = sockets.of(context);
            if (socket != null) {
                linger(socket);
            }
        }
    }

    private void linger(SocketChannel socket) {
        watch.lingers(context);
        try {
            if (tls != null) {
                sayEnd(tls, socket);
            }
            socket.shutdownOutput();
            ByteBuffer rest = ByteBuffer.allocate(READ_BYTES);
            while (socket.read(rest) >= 0) {
                rest.clear();
            }
        } catch (IOException _) {
            // The client is gone already, or the time is over.
        }
    }

    private static void sayEnd(SSLEngine tls, SocketChannel socket) throws IOException {
        tls.closeOutbound();
        ByteBuffer packet = ByteBuffer.allocate(tls.getSession().getPacketBufferSize());
        tls.wrap(ByteBuffer.allocate(0), packet);
        packet.flip();
        while (packet.hasRemaining()) {
            socket.write(packet);
        }
    }

    @Override
    public Duration idleTime() {
        return connection.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
        if (interrupt || !lingering) {
            connection.close(interrupt);
        }
    }

    /** Not while it lingers, which has a limit of its own. */
    @Override
    public boolean canInterrupt() {
        return !lingering && connection instanceof InterruptableTask<?> task && task.canInterrupt();
    }
}
