// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.headgate.ingest.OpenSsl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An issuer's https server on this machine: {@code /keys} has its key set. */
public final class KeyServer implements AutoCloseable {

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Path certificate;
    private final AtomicInteger reads = new AtomicInteger();
    private final Semaphore gate = new Semaphore(1_000_000);
    private volatile String keys;
    private volatile int status = 200;

    private KeyServer(HttpsServer server, Path certificate, String keys) {
        this.server = server;
        this.certificate = certificate;
        this.keys = keys;
    }

    /** With a certificate of its own, made in the folder. */
    public static KeyServer start(Path folder, String keys)
            throws IOException, InterruptedException, GeneralSecurityException {
        OpenSsl.selfSigned(folder, "issuer");
        HttpsServer https =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        https.setHttpsConfigurator(new HttpsConfigurator(context(folder)));
        var server = new KeyServer(https, folder.resolve("issuer.crt"), keys);
        https.setExecutor(server.threads);
        https.createContext("/keys", server::answerKeys);
        https.createContext("/large", exchange -> answer(exchange, 200, " ".repeat(300_000)));
        https.createContext("/elsewhere", KeyServer::redirect);
        https.createContext("/drip", KeyServer::drip);
        https.start();
        return server;
    }

    private static SSLContext context(Path folder) throws IOException, GeneralSecurityException {
        String pem = Files.readString(folder.resolve("issuer.key")).replaceAll("-----.*-----", "");
        PrivateKey key =
                KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(folder.resolve("issuer.crt"))) {
            Certificate made = CertificateFactory.getInstance("X.509").generateCertificate(in);
            store.setKeyEntry("issuer", key, new char[0], new Certificate[] {made});
        }
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    /** Address of a path. */
    public String url(String path) {
        return "https://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Its certificate, PEM. */
    public Path certificate() {
        return certificate;
    }

    /** What it has from now on. */
    public void publish(String next) {
        keys = next;
    }

    /** With what status it answers from now on. */
    public void answerWith(int next) {
        status = next;
    }

    /** How often it was asked for keys. */
    public int reads() {
        return reads.get();
    }

    /** Lets those who ask wait. */
    public void hold() {
        gate.drainPermits();
    }

    /** Lets them wait no longer. */
    public void release() {
        gate.release(1_000_000);
    }

    private void answerKeys(HttpExchange exchange) throws IOException {
        reads.incrementAndGet();
        gate.acquireUninterruptibly();
        answer(exchange, status, keys);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static void redirect(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Location", "/keys");
        answer(exchange, 302, "");
    }

    /** Begins a body and never ends it. */
    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
