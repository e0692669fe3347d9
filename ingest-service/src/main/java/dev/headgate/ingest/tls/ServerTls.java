// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.tls;

import dev.headgate.ingest.caller.InvalidFile;
import dev.headgate.ingest.caller.WatchedFile;
import dev.headgate.ingest.setting.InvalidSettings;
import dev.headgate.ingest.setting.TlsSettings;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.2 and 1.3 with the certificate, key and trusted authorities of files. When the files
 * change, new connections begin with what they say now, and those that are open go on. Files that
 * do not go together change nothing.
 */
public final class ServerTls {

    private static final char[] NO_PASSWORD = {};

    private final TlsSettings settings;
    private final WatchedFile files;
    private @Nullable ReloadableContext context;

    private ServerTls(TlsSettings settings) {
        this.settings = settings;
        var paths = new ArrayList<Path>();
        paths.add(Path.of(settings.certificateFile()));
        paths.add(Path.of(settings.privateKeyFile()));
        if (!settings.clientTrustFile().isEmpty()) {
            paths.add(Path.of(settings.clientTrustFile()));
        }
        try {
            this.files = WatchedFile.open(paths, this::putInForce);
        } catch (InvalidFile e) {
            throw new InvalidSettings("ingest.server.tls: " + e.getMessage());
        }
    }

    /** As the settings say; their files must be good. */
    public static ServerTls create(TlsSettings settings) {
        return new ServerTls(settings);
    }

    /** Certificate, key and trusted authorities, as one. */
    public WatchedFile files() {
        return files;
    }

    /** As Helidon wants it. */
    public Tls helidon() {
        return Tls.builder()
                .sslContext(context)
                .enabledProtocols(List.of("TLSv1.3", "TLSv1.2"))
                .endpointIdentificationAlgorithm(Tls.ENDPOINT_IDENTIFICATION_NONE)
                .clientAuth(
                        switch (settings.clientAuth()) {
                            case None -> TlsClientAuth.NONE;
                            case Optional -> TlsClientAuth.OPTIONAL;
                            case Required -> TlsClientAuth.REQUIRED;
                        })
                .build();
    }

    /** Of the connection that was begun last on this thread; null if none was. */
    public static @Nullable SSLEngine engineOfThisThread() {
        return ReloadableContext.engineOfThisThread();
    }

    private void putInForce(List<byte[]> contents) throws InvalidFile {
        List<X509Certificate> chain =
                PemText.certificates(contents.getFirst(), "service's certificate");
        PrivateKey key = PemText.privateKey(contents.get(1));
        check(chain, key);
        List<X509Certificate> trusted =
                contents.size() > 2
                        ? PemText.certificates(contents.get(2), "list of clients' authorities")
                        : List.of();
        SSLContext next = context(chain, key, trusted);
        if (context == null) {
            context = ReloadableContext.of(next);
        } else {
            context.exchange(next);
        }
    }

    private static void check(List<X509Certificate> chain, PrivateKey key) throws InvalidFile {
        X509Certificate own = chain.getFirst();
        try {
            own.checkValidity();
        } catch (CertificateException _) {
            throw new InvalidFile(
                    "the service's certificate is good from %s to %s"
                            .formatted(
                                    own.getNotBefore().toInstant(), own.getNotAfter().toInstant()));
        }
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i - 1)
                    .getIssuerX500Principal()
                    .equals(chain.get(i).getSubjectX500Principal())) {
                throw new InvalidFile(
                        "certificate %d of the service did not issue the one before it"
                                .formatted(i + 1));
            }
        }
        if (!areOne(own, key)) {
            throw new InvalidFile("the private key is not that of the service's certificate");
        }
    }

    private static boolean areOne(X509Certificate certificate, PrivateKey key) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "EdDSA";
                };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update((byte) 1);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update((byte) 1);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException _) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks " + algorithm, e);
        }
    }

    private static SSLContext context(
            List<X509Certificate> chain, PrivateKey key, List<X509Certificate> trusted) {
        try {
            KeyStore own = emptyStore();
            own.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, NO_PASSWORD);
            SSLContext made = SSLContext.getInstance("TLS");
            made.init(keys.getKeyManagers(), trust(trusted), null);
            return made;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java platform has key stores and TLS", e);
        }
    }

    /** Without authorities nobody is trusted: not those that Java comes with. */
    private static TrustManager[] trust(List<X509Certificate> trusted)
            throws GeneralSecurityException, IOException {
        if (trusted.isEmpty()) {
            return new TrustManager[0];
        }
        KeyStore store = emptyStore();
        for (X509Certificate each : trusted) {
            store.setCertificateEntry(String.valueOf(store.size()), each);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
