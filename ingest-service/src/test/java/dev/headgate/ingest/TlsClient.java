// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 connection over TLS, which stays open. */
final class TlsClient implements AutoCloseable {

    private final SSLSocket socket;
    private final BufferedReader in;

    private TlsClient(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /**
     * Connects and shakes hands.
     *
     * @param trusted file with the certificates that the service may have
     * @param own file with a client's certificate, without its ending .crt; null for none
     */
    static TlsClient connect(int port, Path trusted, @Nullable Path own)
            throws IOException, GeneralSecurityException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore anchors = emptyStore();
        for (Certificate each : certificates(trusted)) {
            anchors.setCertificateEntry(String.valueOf(anchors.size()), each);
        }
        trust.init(anchors);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore store = emptyStore();
        if (own != null) {
            String pem = Files.readString(Path.of(own + ".key")).replaceAll("-----.*-----", "");
            byte[] key = Base64.getMimeDecoder().decode(pem);
            store.setKeyEntry(
                    "own",
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)),
                    new char[0],
                    certificates(Path.of(own + ".crt")).toArray(Certificate[]::new));
        }
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(60_000);
        socket.startHandshake();
        return new TlsClient(socket);
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws GeneralSecurityException, IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(stream);
        }
    }

    /** Posts an event; the status. */
    int post(String id, String header) throws IOException {
        String body = "{\"id\":\"%s\",\"type\":\"t\",\"data\":1}".formatted(id);
        String message =
                "POST /v1/events HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
                        + header
                        + "Content-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body;
        socket.getOutputStream().write(message.getBytes(UTF_8));
        String status = in.readLine();
        if (status == null) {
            throw new IOException("the connection was closed without an answer");
        }
        int length = 0;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        for (int i = 0; i < length; i++) {
            int _ = in.read();
        }
        return Integer.parseInt(status.substring(9, 12));
    }

    /** Sends and reads byte by byte instead. */
    RawHttp raw() throws IOException {
        return new RawHttp(socket);
    }

    String protocol() {
        return socket.getSession().getProtocol();
    }

    /** Of the certificate that the service showed. */
    BigInteger serial() throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
