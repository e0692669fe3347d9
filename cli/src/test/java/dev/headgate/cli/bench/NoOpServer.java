// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;

/** A Helidon server that reads a body and drops it: the limit of any service on Helidon. */
final class NoOpServer implements AutoCloseable {

    private static final byte[] ANSWER = "{}".getBytes(UTF_8);

    private final WebServer server;

    private NoOpServer(WebServer server) {
        this.server = server;
    }

    static NoOpServer start() {
        return new NoOpServer(
                WebServer.builder()
                        .host("127.0.0.1")
                        .port(0)
                        .shutdownHook(false)
                        .featuresDiscoverServices(false)
                        .protocolsDiscoverServices(false)
                        .addProtocol(Http1Config.builder().sendKeepAliveHeader(false).build())
                        .routing(
                                HttpRouting.builder()
                                        .post(
                                                "/v1/events",
                                                (request, response) -> {
                                                    request.content().as(byte[].class);
                                                    response.status(202).send(ANSWER);
                                                }))
                        .build()
                        .start());
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
