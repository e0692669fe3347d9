// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;

/**
 * One connection of a client and the one to the API server that belongs to it. One thread takes a
 * request at a time; a watch keeps both connections to itself until one of them ends.
 */
final class ProxyConnection implements Runnable {

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int TEXT_FRAME = 0x81;
    private static final int CLOSE_FRAME = 0x88;
    private static final int TWO_BYTE_LENGTH = 126;

    private final ApiProxy proxy;
    private final Socket client;
    private final Socket server;
    private final InputStream fromClient;
    private final InputStream fromServer;
    private volatile boolean watching;

    ProxyConnection(ApiProxy proxy, Socket client, Socket server) throws IOException {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
        this.fromClient = new BufferedInputStream(client.getInputStream());
        this.fromServer = new BufferedInputStream(server.getInputStream());
    }

    boolean watches() {
        return watching;
    }

    /** Ends both connections at once, whatever they are at. */
    void cut() {
        try (client;
                server) {
            proxy.ended(this);
        } catch (IOException _) {
            // They are closed then, too.
        }
    }

    @Override
    public void run() {
        try {
            boolean more = true;
            while (more) {
                more = exchange();
            }
        } catch (IOException _) {
            // One side went away or was cut; the other one is told so by the end of its own.
        } finally {
            cut();
        }
    }

    /** One request and its answer; whether there may be more. */
    private boolean exchange() throws IOException {
        HttpHead head = HttpHead.read(fromClient).orElse(null);
        if (head == null) {
            return false;
        }
        byte[] body = HttpBody.whole(head, fromClient);
        ApiRequest request = ApiRequest.of(head.method(), head.target());
        watching = request.verb() == ApiRequest.Verb.WATCH;
        return switch (proxy.arrived(request)) {
            case Fault.None none -> pass(request, head, body, none);
            case Fault.Slowness slowness -> {
                proxy.pause(slowness.pause());
                yield pass(request, head, body, slowness);
            }
            case Fault.Happening happening -> {
                happening.event().run();
                yield pass(request, head, body, happening);
            }
            case Fault.Refusal refusal -> refuse(request, refusal);
            case Fault.LostRequest _ -> false;
            case Fault.LostAnswer lost -> pass(request, head, body, lost);
            case Fault.ExpiredWatch expired -> pass(request, head, body, expired);
        };
    }

    private boolean pass(ApiRequest request, HttpHead head, byte[] body, Fault fault)
            throws IOException {
        OutputStream toServer = server.getOutputStream();
        toServer.write(forwarded(head, body).bytes());
        toServer.write(body);
        toServer.flush();
        HttpHead answer = HttpHead.read(fromServer).orElse(null);
        if (answer == null) {
            return false;
        }
        proxy.answered(request, answer.status());
        if (fault instanceof Fault.LostAnswer) {
            return false;
        }
        OutputStream toClient = client.getOutputStream();
        toClient.write(answer.bytes());
        toClient.flush();
        if (answer.status() == SWITCHING_PROTOCOLS) {
            if (fault instanceof Fault.ExpiredWatch) {
                toClient.write(expiry());
                toClient.flush();
            } else {
                tunnel(toServer, toClient);
            }
            return false;
        }
        HttpBody.pass(answer, fromServer, toClient);
        return !answer.says("Connection", "close");
    }

    /** One protocol is spoken on both sides, and the length of the body is known by now. */
    private static HttpHead forwarded(HttpHead head, byte[] body) {
        HttpHead forwarded = head.without("Transfer-Encoding");
        if (head.says("Upgrade", "h2c")) {
            forwarded =
                    forwarded.without("Upgrade").without("HTTP2-Settings").without("Connection");
        }
        return body.length == 0
                ? forwarded
                : forwarded.with("Content-Length", Integer.toString(body.length));
    }

    private void tunnel(OutputStream toServer, OutputStream toClient) throws IOException {
        Thread.ofVirtual()
                .name("watch-of-" + client.getPort())
                .start(() -> {
                    try {
                        HttpBody.passAll(fromClient, toServer);
                    } catch (IOException _) {
                        // The watch has ended.
                    } finally {
                        cut();
                    }
                });
        HttpBody.passAll(fromServer, toClient);
    }

    private boolean refuse(ApiRequest request, Fault.Refusal refusal) throws IOException {
        byte[] body = status(refusal).getBytes(UTF_8);
        var head =
                new HttpHead(
                                "HTTP/1.1 %d %s".formatted(refusal.code(), refusal.reason()),
                                List.of())
                        .with("Content-Type", "application/json")
                        .with("Content-Length", Integer.toString(body.length));
        proxy.answered(request, refusal.code());
        OutputStream toClient = client.getOutputStream();
        toClient.write(
                (refusal.code() == Fault.Refusal.BUSY.code() ? head.with("Retry-After", "1") : head)
                        .bytes());
        toClient.write(body);
        toClient.flush();
        return true;
    }

    private static String status(Fault.Refusal refusal) {
        return """
        {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
        "message":"a test wants it so","reason":"%s","code":%d}\
        """
                .formatted(refusal.reason(), refusal.code());
    }

    /** An event that says so and the end of the web socket. */
    private static byte[] expiry() {
        byte[] event =
                "{\"type\":\"ERROR\",\"object\":%s}"
                        .formatted(status(Fault.Refusal.GONE))
                        .getBytes(UTF_8);
        byte[] frames = new byte[event.length + 6];
        frames[0] = (byte) TEXT_FRAME;
        frames[1] = (byte) TWO_BYTE_LENGTH;
        frames[2] = (byte) (event.length >> Byte.SIZE);
        frames[3] = (byte) event.length;
        System.arraycopy(event, 0, frames, 4, event.length);
        frames[event.length + 4] = (byte) CLOSE_FRAME;
        return frames;
    }
}
