// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether a text is what Kafka's clients take for certificates and keys. */
final class PemText {

    private static final Pattern CERTIFICATE =
            Pattern.compile(
                    "-----BEGIN CERTIFICATE-----\\s[a-zA-Z0-9/+=\\s]*-----END CERTIFICATE-----");
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----\\s([a-zA-Z0-9/+=\\s]*)-----END PRIVATE KEY-----");

    /** Those that a broker's certificate may have. */
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC");

    private PemText() {}

    /** One certificate or more; text around them does no harm. */
    static boolean isCertificates(String text) {
        Matcher found = CERTIFICATE.matcher(text);
        int count = 0;
        while (found.find()) {
            if (!isCertificate(found.group())) {
                return false;
            }
            count++;
        }
        return count > 0;
    }

    private static boolean isCertificate(String text) {
        try {
            CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(text.getBytes(US_ASCII)));
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    /** Exactly one key. */
    static boolean isKey(String text) {
        Matcher found = KEY.matcher(text);
        if (!found.find()) {
            return false;
        }
        byte[] key;
        try {
            key = Base64.getMimeDecoder().decode(found.group(1));
        } catch (IllegalArgumentException e) {
            return false;
        }
        var form = new PKCS8EncodedKeySpec(key);
        return !found.find()
                && KEY_ALGORITHMS.stream().anyMatch(algorithm -> isKey(algorithm, form));
    }

    private static boolean isKey(String algorithm, PKCS8EncodedKeySpec key) {
        try {
            KeyFactory.getInstance(algorithm).generatePrivate(key);
            return true;
        } catch (InvalidKeySpecException e) {
            return false;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
