// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A certificate and its key, made anew by the JDK's keytool.
 *
 * @param pem the certificate
 * @param key its private key, PKCS#8
 */
public record TestCertificate(String pem, String key, Path store) {

    private static final String AUTHORITY = "authority";
    private static final String PASSWORD = "changeit";

    /** One that may sign others. */
    public static TestCertificate authority(String name) {
        try {
            Path parent = Files.createDirectories(Path.of("target/certificates"));
            Path store = Files.createTempDirectory(parent, "authority").resolve("store.p12");
            keytool(store, AUTHORITY, name, "-ext", "bc:c=ca:true");
            return read(store, AUTHORITY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of a server on this machine, or of a client, that this authority signs. */
    public TestCertificate issue(String name) {
        keytool(store, name, name, "-signer", AUTHORITY, "-ext", "san=ip:127.0.0.1");
        return read(store, name);
    }

    private static void keytool(Path store, String alias, String name, String... more) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keystore",
                                store.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keyalg",
                                "RSA",
                                "-keysize",
                                "2048",
                                "-validity",
                                "2",
                                "-alias",
                                alias,
                                "-dname",
                                "CN=" + name));
        command.addAll(Arrays.asList(more));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool says: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static TestCertificate read(Path file, String alias) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return new TestCertificate(
                    text("CERTIFICATE", store.getCertificate(alias).getEncoded()),
                    text("PRIVATE KEY", store.getKey(alias, PASSWORD.toCharArray()).getEncoded()),
                    file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String kind, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind);
    }
}
