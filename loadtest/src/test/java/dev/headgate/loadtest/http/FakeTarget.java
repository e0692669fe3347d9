// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.UnaryOperator;

/**
 * An HTTP server whose answers a test decides, and that can be paused: then it takes requests and
 * answers none. An empty answer closes the connection instead.
 */
final class FakeTarget implements AutoCloseable {

    static final String STORED =
            answer(
                    202,
                    "{\"id\":\"x\",\"status\":\"stored\",\"topic\":\"t\",\"partition\":3,\"offset\":41}");

    private final ServerSocket server;
    private final UnaryOperator<String> answers;
    private final ReentrantReadWriteLock pause = new ReentrantReadWriteLock();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private FakeTarget(ServerSocket server, UnaryOperator<String> answers) {
        this.server = server;
        this.answers = answers;
    }

    /** A server that answers each body as the function says. */
    static FakeTarget start(UnaryOperator<String> answers) throws IOException {
        var target =
                new FakeTarget(
                        new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()), answers);
        Thread.ofVirtual().start(target::accept);
        return target;
    }

    static String answer(int status, String body) {
        return "HTTP/1.1 " + status + " X\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** Answers nothing until {@link #resume()}; to be called by the thread that resumes. */
    void pause() {
        pause.writeLock().lock();
    }

    void resume() {
        pause.writeLock().unlock();
    }

    List<String> bodies() {
        return List.copyOf(bodies);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                // Closed by the test.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream())) {
            socket.setTcpNoDelay(true);
            int length = contentLength(in);
            while (length >= 0) {
                String body = new String(in.readNBytes(length), ISO_8859_1);
                bodies.add(body);
                pause.readLock().lock();
                try {
                    String answer = answers.apply(body);
                    if (answer.isEmpty()) {
                        return;
                    }
                    socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
                } finally {
                    pause.readLock().unlock();
                }
                length = contentLength(in);
            }
        } catch (IOException _) {
            // The engine went away, or the test closed it.
        }
    }

    private static int contentLength(InputStream in) throws IOException {
        int length = -1;
        while (true) {
            String line = line(in);
            if (line.isEmpty()) {
                return length;
            }
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        int read = in.read();
        while (read >= 0 && read != '\n') {
            if (read != '\r') {
                line.append((char) read);
            }
            read = in.read();
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
