// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One HTTP/1.1 connection that sends exactly the bytes it is given. */
final class RawHttp implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    RawHttp(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** On a connection that is there already. */
    RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(90_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** An answer; header names are in lower case. */
    record Answer(int status, Map<String, String> headers, String body) {

        boolean closes() {
            return "close".equalsIgnoreCase(headers.get("connection"));
        }
    }

    /** A POST of JSON that keeps the connection. */
    static byte[] post(String path, String body) {
        byte[] content = body.getBytes(UTF_8);
        return message(
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
                        + "Content-Length: "
                        + content.length
                        + "\r\n\r\n",
                content);
    }

    static byte[] message(String head, byte[] body) {
        var message = new ByteArrayOutputStream();
        message.writeBytes(head.getBytes(ISO_8859_1));
        message.writeBytes(body);
        return message.toByteArray();
    }

    Answer exchange(byte[] message) throws IOException {
        send(message);
        return answer();
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Says that nothing more will come, and goes on listening. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** How long to wait for the server from now on. */
    void patience(Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
    }

    /** Closes with a reset, which leaves nothing behind in the kernel. */
    void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits until the server ends the connection; false if it says something or lets it be. */
    boolean isEnded() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException _) {
            return true;
        }
    }

    /** Waits until the server ends the connection; false if it resets it or says something. */
    boolean endsCleanly() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException _) {
            return false;
        }
    }

    /**
     * Sends one byte after the other until the server ends the connection, with or without words.
     */
    boolean dripsUntilEnded(Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        socket.setSoTimeout(20);
        while (System.nanoTime() - end < 0) {
            try {
                socket.getOutputStream().write('x');
                if (in.read() < 0) {
                    return true;
                }
            } catch (SocketTimeoutException _) {
                // Nothing yet: the next byte.
            } catch (SocketException _) {
                return true;
            }
        }
        return false;
    }

    /** The next answer; empty if the server ends the connection first. */
    Optional<Answer> answerOrEnd() throws IOException {
        in.mark(1);
        try {
            if (in.read() < 0) {
                return Optional.empty();
            }
        } catch (SocketException _) {
            return Optional.empty();
        }
        in.reset();
        return Optional.of(answer());
    }

    Answer answer() throws IOException {
        String statusLine = line();
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the answer was cut");
        }
        return new Answer(
                Integer.parseInt(statusLine.substring(9, 12)), headers, new String(body, UTF_8));
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed without an answer");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
