// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller.token;

import dev.headgate.ingest.caller.InvalidFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Reads what an https URL answers, up to a size and within a time, body and all. Follows no
 * redirect: the keys come from where the settings say.
 */
final class KeyUrl implements AutoCloseable {

    private static final int OK = 200;
    private static final int BYTES_MAX = 262_144;

    private final URI uri;
    private final Duration timeout;
    private volatile HttpClient client;

    KeyUrl(URI uri, Duration timeout) {
        this.uri = uri;
        this.timeout = timeout;
        this.client = builder().build();
    }

    private HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER);
    }

    /** From now on only those may answer whom these certificates, PEM, vouch for. */
    void trust(byte[] certificates) throws InvalidFile {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var in = new ByteArrayInputStream(certificates);
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry(String.valueOf(store.size()), each);
            }
            if (store.size() == 0) {
                throw new InvalidFile("has no certificate");
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            client = builder().sslContext(context).build();
        } catch (CertificateException _) {
            throw new InvalidFile("has something that is no certificate in PEM");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java platform has key stores and TLS", e);
        }
    }

    /** The body of a good answer. */
    byte[] read() throws InvalidFile, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(timeout)
                        .header("Accept", "application/jwk-set+json, application/json")
                        .build();
        CompletableFuture<HttpResponse<byte[]>> pending =
                client.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BYTES_MAX));
        try {
            HttpResponse<byte[]> answer = pending.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (answer.statusCode() != OK) {
                throw new InvalidFile("answered with status " + answer.statusCode());
            }
            return answer.body();
        } catch (TimeoutException _) {
            throw new InvalidFile("did not answer within " + timeout);
        } catch (ExecutionException e) {
            String kind = e.getCause() == null ? "" : e.getCause().getClass().getSimpleName();
            throw new InvalidFile(
                    "cannot be read (%s), or has more than %d bytes".formatted(kind, BYTES_MAX));
        } finally {
            pending.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    }
}
