// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** AWS's security token service on this machine: gives everybody the same keys for any role. */
final class TokenService implements AutoCloseable {

    static final String ACCESS_KEY_ID = "ASIATEMPORARY";
    static final String SECRET_ACCESS_KEY = "temporary-secret";
    static final String SESSION_TOKEN = "temporary-token";

    private static final String ANSWER =
            """
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <AssumeRoleResult>
                <Credentials>
                  <AccessKeyId>%s</AccessKeyId>
                  <SecretAccessKey>%s</SecretAccessKey>
                  <SessionToken>%s</SessionToken>
                  <Expiration>2099-01-01T00:00:00Z</Expiration>
                </Credentials>
              </AssumeRoleResult>
            </AssumeRoleResponse>
            """
                    .formatted(ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN);

    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private TokenService(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.start();
    }

    static TokenService start() throws IOException {
        return new TokenService(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(
                URLDecoder.decode(
                        new String(exchange.getRequestBody().readAllBytes(), UTF_8), UTF_8));
        byte[] answer = ANSWER.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/xml");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The forms that were posted. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
