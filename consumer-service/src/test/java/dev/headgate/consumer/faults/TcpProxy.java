// SPDX-License-Identifier: Apache-2.0
package dev.headgate.consumer.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A way to a server of this machine that can be cut, reset, silenced, slowed down and throttled.
 * What stands at its ends decides about each connection by a {@link Relay}.
 */
final class TcpProxy implements AutoCloseable {

    /** Carries bytes of one connection in both directions until either end is gone. */
    interface Relay {
        /** From the client to the server. */
        void up(InputStream from, OutputStream to) throws IOException;

        /** From the server to the client. */
        void down(InputStream from, OutputStream to) throws IOException;
    }

    /** Makes the relay of a new connection. */
    @FunctionalInterface
    interface Relays {
        /** A relay that may hold and hurt the line. */
        Relay next(TcpProxy line);
    }

    private static final int CHUNK = 16 * 1024;
    private static final long LOOK_NS = Duration.ofMillis(5).toNanos();

    private final int target;
    private final Relays relays;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;
    private volatile boolean silent;
    private volatile Duration delay = Duration.ZERO;
    private volatile long bytesPerSecond = Long.MAX_VALUE;

    private TcpProxy(int target, Relays relays, ServerSocket server) {
        this.target = target;
        this.relays = relays;
        this.server = server;
    }

    static TcpProxy to(int target) {
        return to(target, Plain::new);
    }

    static TcpProxy to(int target, Relays relays) {
        try {
            var server = new ServerSocket();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var proxy = new TcpProxy(target, relays, server);
            Thread.ofVirtual().name("proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Ends all connections by a reset and resets every new one, until {@link #mend()}. */
    void cut() {
        refusing = true;
        reset();
    }

    /** Ends all connections by a reset; new ones are welcome. */
    void reset() {
        sockets.forEach(TcpProxy::reset);
    }

    /** Takes everything and passes nothing on, until {@link #mend()}. */
    void silence() {
        silent = true;
    }

    /** Holds every piece of data for so long. */
    void delay(Duration each) {
        delay = each;
    }

    /** Lets only so many bytes pass in a second, on each connection and in each direction. */
    void throttle(long bytes) {
        bytesPerSecond = bytes;
    }

    /** Is a good line again. */
    void mend() {
        refusing = false;
        silent = false;
        delay = Duration.ZERO;
        bytesPerSecond = Long.MAX_VALUE;
    }

    /** Waits as long as a piece of data of this size has to. */
    void hold(int bytes) {
        LockSupport.parkNanos(delay.toNanos());
        if (bytesPerSecond != Long.MAX_VALUE) {
            LockSupport.parkNanos(bytes * Duration.ofSeconds(1).toNanos() / bytesPerSecond);
        }
        while (silent && !server.isClosed()) {
            LockSupport.parkNanos(LOOK_NS);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (refusing) {
                    reset(client);
                } else {
                    connect(client);
                }
            } catch (IOException _) {
                // Closed, or the target is away: the client has seen its connection end.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket upstream = new Socket();
        try {
            upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        } catch (IOException e) {
            reset(client);
            throw e;
        }
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(upstream);
        Relay relay = relays.next(this);
        pump(client, upstream, relay::up);
        pump(upstream, client, relay::down);
    }

    private void pump(Socket from, Socket to, Direction direction) {
        Thread.ofVirtual()
                .name("relay")
                .start(() -> {
                    try {
                        direction.carry(from.getInputStream(), to.getOutputStream());
                    } catch (IOException _) {
                        // Either end is gone; so is the other then.
                    } finally {
                        end(from);
                        end(to);
                    }
                });
    }

    private void end(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone already.
        }
    }

    private static void reset(Socket socket) {
        try {
            // No waiting for the other end: closing says so by a reset.
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            socket.close();
        } catch (IOException _) {
            // It is gone already.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(TcpProxy::reset);
    }

    private interface Direction {
        void carry(InputStream from, OutputStream to) throws IOException;
    }

    /** Passes bytes on as they come. */
    private record Plain(TcpProxy line) implements Relay {

        @Override
        public void up(InputStream from, OutputStream to) throws IOException {
            copy(from, to);
        }

        @Override
        public void down(InputStream from, OutputStream to) throws IOException {
            copy(from, to);
        }

        private void copy(InputStream from, OutputStream to) throws IOException {
            byte[] chunk = new byte[CHUNK];
            for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
                line.hold(read);
                to.write(chunk, 0, read);
            }
        }
    }
}
