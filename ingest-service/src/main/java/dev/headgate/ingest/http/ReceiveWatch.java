// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLEngine;

/**
 * Ends what comes in too slowly, about 100 ms after its deadline at the latest: a TLS handshake and
 * a request's head by closing the connection, a body by ending its input, so that its thread can
 * still answer.
 *
 * <p>Implementation note: Helidon's sockets have no read timeout (they read from a channel, which
 * knows none), and a virtual thread that waits with a timeout costs a timer each time. So one
 * thread looks after the requests that are coming in. They are known by the connection's virtual
 * thread, which is also the one that the listener's methods and the handlers run on. A body that
 * has come with its head is never looked after. The first line has no deadline of its own: until it
 * is there the connection is idle, and closed as such.
 */
final class ReceiveWatch implements Http1ConnectionListener, AutoCloseable {

    private static final long LATE_MILLIS_MAX = 100;

    private final AcceptedSockets sockets;
    private final long timeoutNanos;

    /** As many at most as there are connections; those of ended threads go with the next look. */
    private final Map<Thread, Arrival> arriving = new ConcurrentHashMap<>();

    private final Thread thread =
            Thread.ofPlatform().daemon().name("ingest-receive-watch").unstarted(this::run);
    private volatile boolean closed;

    private ReceiveWatch(AcceptedSockets sockets, Duration timeout) {
        this.sockets = sockets;
        this.timeoutNanos = timeout.toNanos();
    }

    /** What is coming in. */
    private sealed interface Part {

        /** What makes a connection secure; done when the engine has a protocol. */
        record Handshake(SSLEngine engine) implements Part {

            private static final String NO_PROTOCOL = "NONE";

            boolean done() {
                return !NO_PROTOCOL.equals(engine.getSession().getProtocol());
            }
        }

        /** Of a request. */
        record Head() implements Part {}

        /** Of a request. */
        record Body() implements Part {}

        /** Whatever comes after the last answer. */
        record Rest() implements Part {}
    }

    /** A part that is coming in. */
    private static final class Arrival {

        private final ConnectionContext connection;
        private final Part part;
        private final long deadline;
        private volatile boolean over;

        Arrival(ConnectionContext connection, Part part, long deadline) {
            this.connection = connection;
            this.part = part;
            this.deadline = deadline;
        }
    }

    /** Begins to look. */
    static ReceiveWatch start(AcceptedSockets sockets, Duration timeout) {
        var watch = new ReceiveWatch(sockets, timeout);
        watch.thread.start();
        return watch;
    }

    /** A connection was made that is to be secure: its handshake comes in now. */
    void shakesHands(ConnectionContext connection, SSLEngine engine) {
        await(connection, new Part.Handshake(engine));
    }

    /** The connection has said its last, and waits for the client to close it. */
    void lingers(ConnectionContext connection) {
        await(connection, new Part.Rest());
    }

    @Override
    public void prologue(ConnectionContext connection, HttpPrologue prologue) {
        await(connection, new Part.Head());
    }

    @Override
    public void headers(ConnectionContext connection, Headers headers) {
        ClientConnection.heed(connection, headers);
        if (hasCome(connection, headers)) {
            arriving.remove(Thread.currentThread());
        } else {
            await(connection, new Part.Body());
        }
    }

    /** Says that the request's body is not waited for any more; true if that took too long. */
    boolean endBody() {
        Arrival arrival = arriving.remove(Thread.currentThread());
        return arrival != null && arrival.over;
    }

    private void await(ConnectionContext connection, Part part) {
        arriving.put(
                Thread.currentThread(),
                new Arrival(connection, part, System.nanoTime() + timeoutNanos));
    }

    /** A length that is no number is refused elsewhere, before a body is read. */
    private static boolean hasCome(ConnectionContext connection, Headers headers) {
        if (headers.contains(HeaderNames.TRANSFER_ENCODING)) {
            return false;
        }
        try {
            return headers.contentLength().orElse(0) <= connection.dataReader().available();
        } catch (IllegalArgumentException _) {
            return true;
        }
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LATE_MILLIS_MAX));
            arriving.keySet().removeIf(waiting -> !waiting.isAlive());
            sockets.forgetClosed();
            long now = System.nanoTime();
            for (Arrival arrival : arriving.values()) {
                if (!arrival.over && now - arrival.deadline >= 0) {
                    end(arrival);
                }
            }
        }
    }

    private void end(Arrival arrival) {
        arrival.over = true;
        SocketChannel socket = sockets.of(arrival.connection);
        if (socket == null) {
            return;
        }
        try {
            switch (arrival.part) {
                case Part.Handshake handshake when handshake.done() -> {}
                case Part.Body _ -> socket.shutdownInput();
                case Part.Handshake _, Part.Head _, Part.Rest _ -> socket.close();
            }
        } catch (IOException _) {
            // The client was faster: the connection is closed already.
        }
    }

    /** Stops looking; to be called when all connections are closed. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
